// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs.german;

import dev.trimunit.engine.trial.Ageing;
import io.cucumber.java.de.Dann;
import io.cucumber.java.de.Wenn;
import java.time.Duration;

/** Some steps in German, as a tester would write them. */
public final class GermanSteps {
  private final Ageing ageing;

  public GermanSteps(Ageing ageing) {
    this.ageing = ageing;
  }

  @Wenn("{int} Tag(e) vergehen/vergeht")
  public void pass(int days) {
    ageing.pass(Duration.ofDays(days));
  }

  @Wenn("das Gerät ist {int} Minute(n) ohne Strom")
  public void losesPower(int minutes) {
    ageing.losePower(Duration.ofMinutes(minutes));
  }

  @Dann("{functionality} gelingt")
  public void succeeds(String functionality) {}
}
