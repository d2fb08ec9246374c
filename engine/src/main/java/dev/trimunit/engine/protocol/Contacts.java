// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Nights.Contact;
import dev.trimunit.engine.model.TrialRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * How often a device contacts what: over all nights, for what it contacts rarely is missed for some
 * nights before it is gone.
 */
public final class Contacts {
  /** Chance that any destination is gone after a night; assumed. */
  private static final double GOES = 0.0167;

  /** As if half a trial had shown a contact, and half a trial none. */
  private static final double HALF = 0.5;

  /** Log-odds of 99 %, at which a destination is said to be gone; demanded. */
  private static final double SURE = Math.log(0.99 / 0.01);

  private final List<Contact> contacts;

  /**
   * @param before what was known of the device
   * @param controls control trials of this night that were run already
   * @param trials the others, by number
   */
  Contacts(Nights before, List<TrialRecord> controls, NavigableMap<Integer, TrialRecord> trials) {
    List<TrialRecord> all = new ArrayList<>(controls);
    all.addAll(trials.values());
    contacts = after(before.contacts(), all, before::told);
  }

  /** What is known after some trials more. */
  public static List<Contact> after(List<Contact> before, Collection<TrialRecord> trials) {
    return after(before, trials, UnaryOperator.identity());
  }

  private static List<Contact> after(
      List<Contact> before, Collection<TrialRecord> trials, UnaryOperator<Destination> told) {
    TreeMap<Destination, Contact> all = new TreeMap<>();
    before.forEach(contact -> all.put(contact.destination(), contact));
    for (TrialRecord trial : trials) {
      if (!trial.isVoid()) {
        SortedSet<Destination> contacted = new TreeSet<>();
        trial.contacted().forEach(seen -> contacted.add(told.apply(seen)));
        contacted.forEach(d -> all.putIfAbsent(d, new Contact(d, false, 0, 0, 0)));
        all.replaceAll((d, contact) -> after(contact, trial, contacted.contains(d)));
      }
    }
    return List.copyOf(all.values());
  }

  private static Contact after(Contact before, TrialRecord trial, boolean contacted) {
    boolean hit = contacted || trial.held(before.destination());
    return new Contact(
        before.destination(),
        before.open() || (contacted && trial.blocked().isEmpty()),
        before.hits() + (hit ? 1 : 0),
        before.trials() + 1,
        hit ? 0 : before.missed() + 1);
  }

  List<Contact> all() {
    return contacts;
  }

  /** Whether the device has stopped contacting a destination, as far as is known. */
  static boolean isGone(Nights nights, Destination destination) {
    long known = nights.pairs().stream().map(Nights.Pair::destination).distinct().count();
    return nights.contact(destination).filter(contact -> isGone(contact, known)).isPresent();
  }

  private static boolean isGone(Contact contact, long known) {
    int before = contact.trials() - contact.missed();
    double rate = (contact.hits() + HALF) / (before + 2 * HALF);
    double prior = GOES / Math.max(1, known);
    // Whether a name is only looked up takes more control trials to tell than a night has.
    return contact.open()
        && !contact.destination().isNameOnly()
        && Math.log(prior / (1 - prior)) - contact.missed() * Math.log(1 - rate) > SURE;
  }
}
