// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Nights.Pair;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.recheck.Night;
import dev.trimunit.engine.protocol.recheck.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the next night starts from: what is believed now, and what is remembered of this one. */
final class NextNight {
  /**
   * So many marks of trials that blocked nothing needed tell how often a device fails by itself.
   */
  private static final int HISTORY = 60;

  private final RecheckNames names;
  private final Night night;
  private final Contacts contacts;

  NextNight(RecheckNames names, Night night, Contacts contacts) {
    this.names = names;
    this.night = night;
    this.contacts = contacts;
  }

  /**
   * What is known after this night.
   *
   * @param believed what this night says of pairs; of all others what was known before stands
   */
  Nights after(Collection<Pair> believed) {
    Nights before = names.before();
    boolean remembers = before.settings().memory() > 1;
    return NightsBuilder.stagedBuilder()
        .lab(before.lab())
        .basis(before.basis())
        .settings(before.settings())
        .night(names.night())
        .pairs(pairs(believed))
        .contacts(contacts.all())
        .history(history())
        .risen(remembers ? 0 : night.risen())
        .marks(remembers ? marks() : List.of())
        .build();
  }

  private List<Pair> pairs(Collection<Pair> believed) {
    Map<Destination, Set<Usage>> known = new TreeMap<>();
    believed.forEach(
        pair ->
            known.computeIfAbsent(pair.destination(), none -> new TreeSet<>()).add(pair.usage()));
    List<Pair> pairs = new ArrayList<>(believed);
    names.before().pairs().stream()
        .filter(pair -> !known.getOrDefault(pair.destination(), Set.of()).contains(pair.usage()))
        .forEach(pairs::add);
    return pairs;
  }

  /** Of trials that blocked nothing needed: nothing at all, or what of the list holds. */
  private String history() {
    StringBuilder text = new StringBuilder(names.before().history());
    names.question().controls().forEach(control -> add(text, control));
    for (Seen seen : night.believed() ? night.seen() : List.<Seen>of()) {
      seen.passed().stream().forEach(usage -> text.append('+'));
      seen.failed().stream().forEach(usage -> text.append('-'));
    }
    return text.substring(Math.max(0, text.length() - HISTORY));
  }

  private void add(StringBuilder text, TrialRecord control) {
    names.usages().stream()
        .filter(control::counts)
        .forEach(usage -> text.append(control.passed(usage) ? '+' : '-'));
  }

  /** With those of earlier nights, as far as the memory will reach. */
  private List<Nights.Marks> marks() {
    int oldest = names.night() + 1 - names.before().settings().memory();
    List<Nights.Marks> marks = new ArrayList<>();
    names.before().marks().stream().filter(m -> m.night() > oldest).forEach(marks::add);
    for (Seen seen : night.seen()) {
      marks.add(
          new Nights.Marks(
              names.night(),
              names.destinations(seen.blocked()),
              names.usages(seen.passed()),
              names.usages(seen.failed())));
    }
    return marks;
  }
}
