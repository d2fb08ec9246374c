// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.protocol.certify.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers for destinations and usages, and what is known before the first trial. */
final class CertifyNames {
  private static final int NTP_PORT = 123;
  private static final double NTP = 0.05;

  /** Most names that are looked up and not contacted are looked up in advance. */
  private static final double NAME_ONLY = 0.05;

  private static final double UNSEEN = 0.02;
  private static final double NEWCOMER = 0.1;
  private static final double LEAST = 0.02;
  private static final double MOST = 0.95;
  private final Question question;
  private final KnownBefore known;
  private final List<Destination> destinations;
  private final List<DestinationPattern> patterns = new ArrayList<>();
  private final Map<DestinationPattern, Integer> numbers = new HashMap<>();
  private final List<Usage> usages;
  private final Map<Destination, TrialRecord> newcomers = new TreeMap<>();

  CertifyNames(Question question, KnownBefore known) {
    this.question = question;
    this.known = known;
    destinations = new ArrayList<>(question.all());
    destinations.forEach(this::number);
    usages = List.copyOf(question.destinations().keySet());
  }

  private void number(Destination destination) {
    numbers.put(destination.exactly(), patterns.size());
    patterns.add(destination.exactly());
  }

  /**
   * Numbers a destination that a trial showed, and returns the chance that something requires it.
   */
  double join(Destination destination, TrialRecord shownBy) {
    destinations.add(destination);
    number(destination);
    newcomers.put(destination, shownBy);
    return NEWCOMER;
  }

  Destination destination(int number) {
    return destinations.get(number);
  }

  DestinationPattern pattern(int number) {
    return patterns.get(number);
  }

  int number(DestinationPattern pattern) {
    return numbers.getOrDefault(pattern, -1);
  }

  Usage usage(int number) {
    return usages.get(number);
  }

  int number(Usage usage) {
    return usages.indexOf(usage);
  }

  /** The destinations that showed only while others were blocked, with the first trial of each. */
  Map<Destination, TrialRecord> newcomers() {
    return newcomers;
  }

  /** Whether a verdict was asked for. */
  boolean asked(Destination destination, Usage usage) {
    return question
        .destinations()
        .getOrDefault(usage, java.util.Collections.emptySortedSet())
        .contains(destination);
  }

  Problem problem() {
    int m = usages.size();
    double[] ranks = destinations.stream().mapToDouble(this::rank).toArray();
    double[][] priors = new double[ranks.length][m];
    for (int i = 0; i < ranks.length; i++) {
      for (int j = 0; j < m; j++) {
        priors[i][j] = prior(ranks[i], destinations.get(i), usages.get(j));
      }
    }
    List<List<Integer>> groups =
        question.sharing(usages).stream()
            .map(g -> g.stream().map(usages::indexOf).toList())
            .toList();
    int[] passed = new int[m];
    int[] failed = new int[m];
    Instant[] last = new Instant[m];
    Arrays.fill(last, Instant.MIN);
    question.controls().forEach(control -> count(control, passed, failed, last));
    return new Problem(priors, ranks, groups, passed, failed, last);
  }

  private void count(TrialRecord control, int[] passed, int[] failed, Instant[] last) {
    for (int j = 0; j < passed.length; j++) {
      Outcome outcome =
          control.outcome(usages.get(j)).map(UsageOutcome::outcome).orElse(Outcome.VOID);
      failed[j] += outcome == Outcome.FAILED ? 1 : 0;
      if (outcome == Outcome.PASSED) {
        passed[j]++;
        last[j] = control.end();
      }
    }
  }

  /** The chance that anything requires a destination, by who runs it and what was known before. */
  private double rank(Destination destination) {
    return known.chance(destination, usages, byParty(destination));
  }

  private static double share(int usages) {
    return usages == 1 ? 1 : 0.8 + 0.1 / (1 - Math.pow(0.5, usages));
  }

  private double byParty(Destination destination) {
    if (destination.port() == NTP_PORT && destination.transport().equals(Transport.UDP)) {
      return NTP;
    }
    if (destination.isNameOnly()) {
      return NAME_ONLY;
    }
    return switch (question.parties().getOrDefault(destination, Party.UNKNOWN)) {
      case FIRST -> 0.7;
      case SUPPORT -> 0.55;
      case THIRD -> 0.1;
      case UNKNOWN -> 0.4;
    };
  }

  /** A required destination is mostly required by all usages, else by each with one half. */
  private double prior(double rank, Destination destination, Usage usage) {
    if (!asked(destination, usage)) {
      return UNSEEN;
    }
    double byParty = byParty(destination) * share(usages.size());
    double own = known.chance(destination, List.of(usage), byParty);
    double chance = own == byParty ? rank * share(usages.size()) : Math.min(rank, own);
    return Math.max(LEAST, Math.min(MOST, chance));
  }
}
