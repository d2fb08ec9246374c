// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calibrations of a campaign: each usage once, those of one vantage in shared trials. */
final class Calibrations {
  private final Trials trials;
  private final boolean gate;
  private final Map<Usage, Calibration.Calibrated> calibrated = new LinkedHashMap<>();
  private boolean powerTried;

  /**
   * @param gate whether what is known is only looked at again
   */
  Calibrations(Trials trials, boolean gate) {
    this.trials = trials;
    this.gate = gate;
  }

  /** Calibrates those of the usages that were not yet, after a power experiment. */
  void run(Collection<Usage> usages, TrialScript script) {
    powerExperiment(script);
    for (Vantage vantage : Vantage.values()) {
      List<Usage> together =
          usages.stream()
              .distinct()
              .filter(usage -> usage.vantage() == vantage && !calibrated.containsKey(usage))
              .toList();
      new Calibration(together, trials, script, gate)
          .run()
          .forEach(c -> calibrated.put(c.result().usage(), c));
    }
  }

  private void powerExperiment(TrialScript script) {
    if (!powerTried && !gate) {
      powerTried = true;
      trials.run(new TrialRequest(TrialPurpose.POWER, Set.of(), List.of()), script);
    }
  }

  /**
   * What came of a usage's calibration.
   *
   * @throws IllegalStateException if it had none
   */
  Calibration.Calibrated of(Usage usage) {
    Calibration.Calibrated found = calibrated.get(usage);
    if (found == null) {
      throw new IllegalStateException(usage + " was not calibrated");
    }
    return found;
  }

  /** All that control trials have shown, as it is told now. */
  Set<Destination> contacts() {
    Set<Destination> all = new HashSet<>();
    calibrated.values().forEach(one -> all.addAll(trials.retelling().of(one).destinations()));
    return all;
  }

  /** The number of the last trial that calibrated one of the usages; 0 if there was none. */
  int lastTrial(Collection<Usage> usages) {
    return usages.stream()
        .flatMap(usage -> of(usage).result().trialNumbers().stream())
        .max(Integer::compare)
        .orElse(0);
  }
}
