// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.trial.PowerCuts;
import io.cucumber.java.en.When;
import java.time.Duration;

/** A device that loses its power amid a trial; in any lab. */
public final class PowerCutSteps {
  private final PowerCuts cuts;

  public PowerCutSteps(PowerCuts cuts) {
    this.cuts = cuts;
  }

  /** {@code When the bulb loses power for 2 minutes}: then waits until it is ready. */
  @When("the {device} loses power for {duration}")
  public void losesPower(String device, Duration time) {
    cuts.lose(time);
  }
}
