// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.Trial;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.time.Duration;
import java.util.List;

/** A recipe as the engine performs it, without Gherkin in between. */
record RecipeScript(Trials.Recipe recipe) implements TrialScript {
  @Override
  public UsageOutcome perform(Trial trial, TrialRequest request, Usage usage) {
    trial.powerCycle(Duration.ofMinutes(2));
    trial.app().restart();
    ScreenCheck before = look(trial, recipe.before());
    if (!before.matches()) {
      return new UsageOutcome(usage, Outcome.FAILED, before.reason(), List.of());
    }
    if (request.purpose() != TrialPurpose.NO_ACTION) {
      trial.app().tap(recipe.tap());
    }
    ScreenCheck after = look(trial, recipe.after());
    Outcome outcome = after.matches() ? Outcome.PASSED : Outcome.FAILED;
    return new UsageOutcome(usage, outcome, after.matches() ? "" : after.reason(), List.of());
  }

  private static ScreenCheck look(Trial trial, String state) {
    ScreenCheck check = trial.app().look(state);
    check.pictures().forEach(trial::attach);
    return check;
  }
}
