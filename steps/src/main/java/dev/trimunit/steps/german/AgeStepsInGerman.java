// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.steps.AgeSteps;
import io.cucumber.java.de.Dann;
import io.cucumber.java.de.Wenn;
import java.time.Duration;
import java.time.LocalTime;

/** What fails later. */
public final class AgeStepsInGerman {
  private final AgeSteps ages;

  public AgeStepsInGerman(AgeSteps ages) {
    this.ages = ages;
  }

  @Wenn("{dauer} vergehen/vergeht")
  public void pass(Duration time) {
    ages.pass(time);
  }

  @Wenn("{dauer} vergehen/vergeht ohne jede Benutzung")
  public void passUnused(Duration time) {
    ages.passUnused(time);
  }

  @Dann("der Zeitplan schaltet höchstens {dauer} neben {time} auf {state}")
  public void switches(Duration tolerance, LocalTime at, String state) {
    ages.switches(state, tolerance, at);
  }
}
