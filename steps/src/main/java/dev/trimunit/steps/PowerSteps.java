// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.en.Given;
import java.time.Duration;

/**
 * The device's supply. The trial cuts and restores it when it begins, at the first step that acts.
 */
public final class PowerSteps {
  private final Trial trial;

  public PowerSteps(Trial trial) {
    this.trial = trial;
  }

  /** {@code Given the bulb is power-cycled}: off for {@code trimunit.off}. */
  @Given("the {device} is power-cycled")
  public void powerCycled(String device) {
    trial.powerCycle();
  }

  /** {@code Given the bulb is powered off for 5 minutes}. */
  @Given("the {device} is powered off for {duration}")
  public void poweredOff(String device, Duration duration) {
    trial.powerCycle(duration);
  }
}
