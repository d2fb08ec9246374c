// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.Trial;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.util.List;

/** Taps a usage's label, then looks whether the app shows its state. */
record StubScript(List<StubUse> uses) implements TrialScript {
  @Override
  public UsageOutcome perform(Trial trial, TrialRequest request, Usage usage) {
    try {
      return perform(trial, request.purpose() != TrialPurpose.NO_ACTION, usage);
    } catch (LabFault fault) {
      return outcome(usage, Outcome.VOID, String.valueOf(fault.getMessage()));
    } catch (AssertionError failure) {
      return outcome(usage, Outcome.FAILED, String.valueOf(failure.getMessage()));
    }
  }

  private UsageOutcome perform(Trial trial, boolean act, Usage usage) {
    StubUse use = uses.stream().filter(u -> u.usage().equals(usage)).findFirst().orElseThrow();
    if (act) {
      trial.app().tap(use.label());
    }
    ScreenCheck check = trial.app().look(use.state());
    return outcome(
        usage,
        check.matches() ? Outcome.PASSED : Outcome.FAILED,
        check.matches() ? "" : check.reason());
  }

  private static UsageOutcome outcome(Usage usage, Outcome outcome, String reason) {
    return new UsageOutcome(usage, outcome, reason, List.of());
  }
}
