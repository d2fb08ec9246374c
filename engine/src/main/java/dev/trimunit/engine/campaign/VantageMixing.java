// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether usages of both vantages may share trials. What is used first may leave the device as the
 * second does not expect it, or as the second was to bring about: then its check would prove
 * nothing.
 */
final class VantageMixing {
  private static final int MOST_TRIES = 3;
  private final List<Usage> usages;
  private final TrialOracle oracle;
  private final List<TrialRecord> controls = new ArrayList<>();

  VantageMixing(List<Usage> usages, TrialOracle oracle) {
    this.usages = usages;
    this.oracle = oracle;
  }

  /** Why they may not, in a sentence; empty if they may. */
  String obstacle() {
    TrialRecord trial = control();
    for (int i = 1; i < MOST_TRIES && !allPassed(trial); i++) {
      trial = control();
    }
    return allPassed(trial)
        ? carriedOver()
        : "used one after the other, they did not all work (trial %d)".formatted(trial.number());
  }

  private TrialRecord control() {
    TrialRecord trial = oracle.run(TrialRequest.control(usages));
    controls.add(trial);
    return trial;
  }

  private boolean allPassed(TrialRecord trial) {
    return usages.stream().allMatch(trial::passed);
  }

  private String carriedOver() {
    for (int i = 0; i < MOST_TRIES; i++) {
      TrialRecord trial = oracle.run(TrialRequest.carryOver(usages));
      Optional<Usage> fooled =
          usages.stream().filter(u -> !isFirst(u) && trial.passed(u)).findFirst();
      if (fooled.isPresent()) {
        return "the check of %s passed in trial %d with the action left out, on what was done before"
            .formatted(fooled.get(), trial.number());
      }
      if (usages.stream().allMatch(u -> isFirst(u) ? trial.passed(u) : failed(trial, u))) {
        return "";
      }
    }
    return "the lab could not tell whether their checks mix";
  }

  private boolean isFirst(Usage usage) {
    return usage.vantage() == usages.get(0).vantage();
  }

  private static boolean failed(TrialRecord trial, Usage usage) {
    return trial.counts(usage)
        && trial.outcome(usage).filter(o -> o.outcome() == Outcome.FAILED).isPresent();
  }

  /** The control trials that it took. */
  List<TrialRecord> controls() {
    return controls;
  }
}
