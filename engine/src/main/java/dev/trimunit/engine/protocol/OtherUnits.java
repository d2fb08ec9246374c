// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether the list that a night showed to hold on the first unit of a device passes on each of the
 * others, too: once for every usage. What fails twice on a unit, and works there with nothing
 * blocked right after each, is named.
 */
final class OtherUnits {
  /** So many failures with the list, each with a control trial after it that passes, are told. */
  private static final int FAILURES = 2;

  /** So many control trials in a row that fail, or void trials, and nothing can be told. */
  private static final int MOST_IN_VAIN = 3;

  private static final Duration OUTAGE_PAUSE = Duration.ofMinutes(10);

  private final Question question;
  private final TrialOracle oracle;
  private final int count;
  private final List<String> deviating = new ArrayList<>();
  private final List<String> untold = new ArrayList<>();
  private final List<Integer> passed = new ArrayList<>();

  /**
   * @param count how many units there are, the first included
   */
  OtherUnits(Question question, TrialOracle oracle, int count) {
    this.question = question;
    this.oracle = oracle;
    this.count = count;
  }

  /** Tries the list on each. */
  void pass(Set<Destination> list) {
    Set<DestinationPattern> blocked =
        list.stream().map(Destination::exactly).collect(Collectors.toCollection(TreeSet::new));
    for (int unit = 2; unit <= count; unit++) {
      int said = deviating.size() + untold.size();
      for (List<Usage> group : question.sharing(question.destinations().keySet())) {
        pass(unit, blocked, group);
      }
      if (said == deviating.size() + untold.size()) {
        passed.add(unit);
      }
    }
  }

  private void pass(int unit, Set<DestinationPattern> blocked, List<Usage> usages) {
    List<Usage> open = usages;
    List<Integer> failed = new ArrayList<>();
    int voids = 0;
    while (!open.isEmpty() && failed.size() < FAILURES && voids < MOST_IN_VAIN) {
      TrialRecord trial = oracle.run(new TrialRequest(TrialPurpose.JOINT, blocked, open).on(unit));
      open = open.stream().filter(usage -> !trial.passed(usage)).toList();
      if (open.stream().anyMatch(usage -> !trial.counts(usage))) {
        voids++;
      } else if (!open.isEmpty()) {
        if (!worksWithNothingBlocked(unit, open)) {
          return;
        }
        failed.add(trial.number());
      }
    }
    if (failed.size() == FAILURES) {
      deviating.add(
          "Unit %d is not like the first: with the list blocked, %s failed there (trials %s), and worked with nothing blocked after each."
              .formatted(unit, words(open), numbers(failed)));
    } else if (!open.isEmpty()) {
      untold.add(
          "Whether the list passes on unit %d cannot be told: the lab could not tell in %d trials of %s."
              .formatted(unit, voids, words(open)));
    }
  }

  private boolean worksWithNothingBlocked(int unit, List<Usage> usages) {
    TrialRequest control = TrialRequest.control(usages).on(unit);
    for (int tries = 0; tries < MOST_IN_VAIN; tries++) {
      TrialRecord trial = oracle.run(tries == 0 ? control : control.after(OUTAGE_PAUSE));
      if (usages.stream().allMatch(trial::passed)) {
        return true;
      }
    }
    untold.add(
        "Whether the list passes on unit %d cannot be told: %s did not work there with nothing blocked in %d trials in a row."
            .formatted(unit, words(usages), MOST_IN_VAIN));
    return false;
  }

  /** What differs, a sentence each. */
  List<String> deviating() {
    return deviating;
  }

  /** What could not be told, a sentence each. */
  List<String> untold() {
    return untold;
  }

  /** On which others it passed, in sentences. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (!passed.isEmpty()) {
      words.add(
          "It passed on unit %s, too, once for each usage; all else was seen on the first."
              .formatted(numbers(passed)));
    } else if (count > 1 && deviating.isEmpty() && untold.isEmpty()) {
      words.add(
          "Nothing was tried on unit %s: no list was shown to hold on the first."
              .formatted(numbers(IntStream.rangeClosed(2, count).boxed().toList())));
    }
    return words;
  }

  private static String words(List<Usage> usages) {
    return usages.stream().map(Usage::toString).collect(Collectors.joining(", "));
  }

  private static String numbers(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
