// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * As much of what a trial shows as a campaign can settle, and journal and reports can hold. What a
 * device sends decides how much that is; all of its packets are in the trial's capture.
 */
final class Shown {
  /** Far more than any device has that somebody would want verdicts on. */
  static final int MOST_DESTINATIONS = 1_000;

  /** In all trials of a campaign together. */
  static final int MOST_IN_ALL = 2_000;

  /** Contacts inside the network, in one trial. */
  static final int MOST_IN_THE_LAN = 1_000;

  static final int MOST_QUERIES = 5_000;
  private final List<String> leftOut = new ArrayList<>();
  private final Set<Destination> known;

  /**
   * @param known what earlier trials have shown, which is never left out
   */
  Shown(Set<Destination> known) {
    this.known = known;
  }

  /** What is left out, in words; empty if nothing is. */
  String leftOut() {
    return String.join(", ", leftOut);
  }

  Traffic of(Traffic traffic) {
    List<Observation> observations = observations(traffic.observations());
    Set<Destination> lan =
        traffic.lanContacts().stream()
            .limit(MOST_IN_THE_LAN)
            .collect(Collectors.toCollection(TreeSet::new));
    count(traffic.lanContacts().size() - lan.size(), "contacts inside the network");
    return new Traffic(
        observations, lan, traffic.droppedPackets(), traffic.capture(), traffic.clock());
  }

  /** Of new ones those that came first: a device boots before it goes astray. */
  private List<Observation> observations(List<Observation> all) {
    List<Observation> newOnes =
        all.stream().filter(o -> !known.contains(o.destination())).collect(Collectors.toList());
    int room =
        Math.max(
            0,
            Math.min(
                MOST_DESTINATIONS - (all.size() - newOnes.size()), MOST_IN_ALL - known.size()));
    if (newOnes.size() <= room) {
      return all;
    }
    newOnes.sort(Comparator.comparing(Observation::first));
    Set<Destination> kept = new HashSet<>(known);
    newOnes.subList(0, room).forEach(o -> kept.add(o.destination()));
    count(newOnes.size() - room, "destinations");
    return all.stream().filter(o -> kept.contains(o.destination())).toList();
  }

  List<DnsEvent> queries(List<DnsEvent> all) {
    count(all.size() - MOST_QUERIES, "DNS queries");
    return all.size() <= MOST_QUERIES ? all : List.copyOf(all.subList(0, MOST_QUERIES));
  }

  private void count(int number, String what) {
    if (number > 0) {
      leftOut.add("%,d %s".formatted(number, what));
    }
  }
}
