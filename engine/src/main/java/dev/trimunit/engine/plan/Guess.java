// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.plan;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a device may be like.
 *
 * @param destinations what it contacts, by usage
 * @param parties who runs them
 * @param required per usage, sets of which at least one member must be reachable
 */
record Guess(
    SortedMap<Usage, SortedSet<Destination>> destinations,
    Map<Destination, Party> parties,
    Map<Usage, List<Set<Destination>>> required) {
  /** Sizes of devices, as published for 31 of them; large ones are rare. */
  private static final int[] SIZES = {1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 8, 10, 14, 20};

  private static final double BY_ALL = 0.8;
  private static final double ERROR = 0.01;

  /** A device of which nothing is known but how it is used. */
  static Guess drawn(List<Usage> usages, SplittableRandom random) {
    Guess guess = new Guess(new TreeMap<>(), new HashMap<>(), new HashMap<>());
    usages.forEach(usage -> guess.destinations.put(usage, new TreeSet<>()));
    int size = SIZES[random.nextInt(SIZES.length)];
    for (int i = 0; i < size; i++) {
      guess.add(i, usages, random);
    }
    return guess;
  }

  private void add(int number, List<Usage> usages, SplittableRandom random) {
    double which = random.nextDouble();
    Party party = which < 0.5 ? Party.FIRST : which < 0.85 ? Party.SUPPORT : Party.THIRD;
    Destination destination =
        Destination.parse(
            which >= 0.7 && which < 0.85
                ? "ntp%02d.example:123/udp".formatted(number)
                : "host%02d.example:443/tcp".formatted(number));
    parties.put(destination, party);
    boolean needed = random.nextDouble() < chance(party, destination);
    boolean byAll = random.nextDouble() < BY_ALL;
    for (Usage usage : usages) {
      destinations.computeIfAbsent(usage, none -> new TreeSet<>()).add(destination);
      if (needed && (byAll || random.nextBoolean())) {
        require(usage, Set.of(destination));
      }
    }
  }

  private static double chance(Party party, Destination destination) {
    if (destination.port() == 123) {
      return 0.05;
    }
    return switch (party) {
      case FIRST -> 0.7;
      case SUPPORT -> 0.55;
      case THIRD -> 0.1;
      case UNKNOWN -> 0.4;
    };
  }

  /** As if it was all known, for a nightly gate: of several that may stand in, one is needed. */
  Nights nights() {
    List<Nights.Pair> pairs = new ArrayList<>();
    destinations.forEach(
        (usage, contacted) ->
            contacted.forEach(
                destination -> {
                  VerdictKind kind =
                      isNeeded(usage, destination) ? VerdictKind.REQUIRED : VerdictKind.BLOCKABLE;
                  pairs.add(
                      NightsPairBuilder.stagedBuilder()
                          .destination(destination)
                          .usage(usage)
                          .kind(kind)
                          .accepted(kind)
                          .shownNight(0)
                          .shownOn("")
                          .errorBound(ERROR)
                          .rate(Nights.Pair.MOSTLY)
                          .build());
                }));
    return NightsBuilder.stagedBuilder()
        .lab("")
        .basis("")
        .settings(Nights.Settings.USUAL)
        .night(0)
        .pairs(pairs)
        .contacts(List.of())
        .history("")
        .risen(0)
        .marks(List.of())
        .build();
  }

  private boolean isNeeded(Usage usage, Destination destination) {
    return required.getOrDefault(usage, List.of()).stream()
        .anyMatch(any -> new TreeSet<>(any).first().equals(destination));
  }

  /** At least one of these must be reachable. */
  void require(Usage usage, Set<Destination> any) {
    required.computeIfAbsent(usage, none -> new ArrayList<>()).add(any);
  }

  int verdicts() {
    return destinations.values().stream().mapToInt(Set::size).sum();
  }

  Question question(
      String device, double errorBound, List<TrialRecord> controls, boolean vantagesTogether) {
    return new Question(device, destinations, parties, errorBound, controls, vantagesTogether);
  }
}
