// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.purpose.Purposes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds out which of a list lets a device fail later: a set of which each is needed for that. What
 * tells the time and what logs in is suspected first.
 */
final class Culprits {
  private static final Pattern LOGIN =
      Pattern.compile(
          "(^|[^a-z])(login|logon|signin|s?so|o?auth[a-z]*|accounts?|tokens?|session|identity|passport|iam|id)([^a-z]|$)");

  private final Predicate<Collection<Destination>> breaks;

  /**
   * @param breaks whether a device breaks while exactly these are blocked
   */
  Culprits(Predicate<Collection<Destination>> breaks) {
    this.breaks = breaks;
  }

  /** Of a list with which the device breaks. */
  Set<Destination> of(Set<Destination> list) {
    List<Destination> time = time(list);
    List<Destination> logins = list.stream().filter(Culprits::looksLikeLogin).toList();
    for (List<Destination> suspects : List.of(time, logins)) {
      if (!suspects.isEmpty() && suspects.size() < list.size() && breaks.test(suspects)) {
        return within(suspects);
      }
    }
    List<Destination> all = new ArrayList<>(time);
    logins.stream().filter(d -> !all.contains(d)).forEach(all::add);
    list.stream().filter(d -> !all.contains(d)).forEach(all::add);
    return within(all);
  }

  private static List<Destination> time(Set<Destination> list) {
    Purposes purposes = new Purposes(list, List.of(), Map.of());
    return list.stream().filter(d -> purposes.of(d).purpose() == Purpose.TIME).toList();
  }

  private static boolean looksLikeLogin(Destination destination) {
    return destination.host() instanceof DnsName name && LOGIN.matcher(name.text()).find();
  }

  private Set<Destination> within(List<Destination> suspects) {
    return new TreeSet<>(needed(List.of(), List.of(), suspects));
  }

  /**
   * Junker's QuickXplain: of what breaks together with what is blocked anyway, what is needed for
   * that; those that come first are taken before those that come last.
   *
   * @param blocked what is blocked anyway
   * @param added what of that is new, so that it may be enough
   */
  private List<Destination> needed(
      List<Destination> blocked, List<Destination> added, List<Destination> among) {
    if (!added.isEmpty() && breaks.test(blocked)) {
      return List.of();
    }
    if (among.size() <= 1) {
      return among;
    }
    List<Destination> first = among.subList(0, among.size() / 2);
    List<Destination> last = among.subList(among.size() / 2, among.size());
    List<Destination> neededOfLast = needed(with(blocked, first), first, last);
    List<Destination> neededOfFirst = needed(with(blocked, neededOfLast), neededOfLast, first);
    return with(neededOfFirst, neededOfLast);
  }

  private static List<Destination> with(List<Destination> some, List<Destination> others) {
    List<Destination> both = new ArrayList<>(some);
    both.addAll(others);
    return both;
  }
}
