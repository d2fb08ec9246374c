// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.steps.PowerCutSteps;
import io.cucumber.java.de.Wenn;
import java.time.Duration;

/** A device that loses its power amid a trial. */
public final class PowerCutStepsInGerman {
  private final PowerCutSteps cuts;

  public PowerCutStepsInGerman(PowerCutSteps cuts) {
    this.cuts = cuts;
  }

  @Wenn("der/die/das {device} ist {dauer} ohne Strom")
  public void losesPower(String device, Duration time) {
    cuts.losesPower(device, time);
  }
}
