// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.replay;

import dev.trimunit.engine.campaign.Calibration;
import dev.trimunit.engine.campaign.CalibrationResult;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a journal says of the calibration of each usage. */
final class ReplayedCalibration {
  private final List<TrialRecord> trials;
  private final boolean isolated;
  private final Set<Integer> used = new TreeSet<>();

  /**
   * @param trials of the journal, by number
   * @param isolated whether everything was blocked at its end; a nightly gate does not
   */
  ReplayedCalibration(List<TrialRecord> trials, boolean isolated) {
    this.trials = trials;
    this.isolated = isolated;
  }

  /** Numbers of the trials that calibrated; they answer no protocol. */
  Set<Integer> used() {
    return used;
  }

  /** The usages that were calibrated, of those. */
  List<Calibration.Calibrated> of(Predicate<Usage> together) {
    Set<Usage> usages = new TreeSet<>();
    for (TrialRecord trial : trials) {
      if (trial.purpose() == TrialPurpose.NO_ACTION) {
        trial.outcomes().stream()
            .filter(o -> trial.counts(o.usage()) && o.outcome() == Outcome.FAILED)
            .forEach(o -> usages.add(o.usage()));
      }
    }
    return usages.stream().filter(together).map(this::calibrated).toList();
  }

  /**
   * Its control trials are those up to the one in which its action was left out; those before an
   * earlier one showed only that its screens needed limits of their own.
   */
  private Calibration.Calibrated calibrated(Usage usage) {
    List<TrialRecord> controls = new ArrayList<>();
    SortedSet<Destination> destinations = new TreeSet<>();
    Iterator<TrialRecord> rest = trials.iterator();
    int last = lastWithoutAction(usage);
    TrialRecord trial = rest.next();
    while (trial.number() != last) {
      if (trial.purpose() == TrialPurpose.NO_ACTION && trial.counts(usage)) {
        controls.clear();
        destinations.clear();
      }
      if (trial.purpose() == TrialPurpose.CONTROL && trial.counts(usage)) {
        controls.add(trial);
        used.add(trial.number());
        destinations.addAll(trial.passed(usage) ? trial.contacted() : Set.of());
      }
      trial = rest.next();
    }
    leaveOutIsolation(rest, usage);
    List<Integer> numbers = controls.stream().map(TrialRecord::number).toList();
    return new Calibration.Calibrated(
        new CalibrationResult(usage, true, "", numbers), controls, destinations);
  }

  private int lastWithoutAction(Usage usage) {
    return trials.stream()
        .filter(trial -> trial.purpose() == TrialPurpose.NO_ACTION && trial.counts(usage))
        .mapToInt(TrialRecord::number)
        .max()
        .orElseThrow();
  }

  /**
   * What follows with everything blocked belongs to the calibration; no protocol was told of it.
   */
  private void leaveOutIsolation(Iterator<TrialRecord> rest, Usage usage) {
    boolean leaked = isolated;
    while (leaked && rest.hasNext()) {
      TrialRecord trial = rest.next();
      leaked = trial.leaked();
      if (trial.purpose() == TrialPurpose.BLOCK && trial.outcome(usage).isPresent()) {
        used.add(trial.number());
      }
    }
  }
}
