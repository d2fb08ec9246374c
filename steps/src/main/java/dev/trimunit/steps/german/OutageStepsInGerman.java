// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.steps.OutageSteps;
import io.cucumber.java.de.Wenn;
import java.time.Duration;

/** An Internet that is gone amid a trial. */
public final class OutageStepsInGerman {
  private final OutageSteps outages;

  public OutageStepsInGerman(OutageSteps outages) {
    this.outages = outages;
  }

  @Wenn("das Internet ist {dauer} weg")
  public void losesInternet(Duration time) {
    outages.losesInternet(time);
  }
}
