// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.steps.AppSteps;
import dev.trimunit.steps.PowerSteps;
import io.cucumber.java.de.Angenommen;
import io.cucumber.java.de.Dann;
import io.cucumber.java.de.Wenn;
import java.time.Duration;

/** Power, the companion app, and what the device is used for. */
public final class TrialStepsInGerman {
  private final PowerSteps power;
  private final AppSteps app;

  public TrialStepsInGerman(PowerSteps power, AppSteps app) {
    this.power = power;
    this.app = app;
  }

  @Angenommen("der/die/das {device} wird aus- und wieder eingeschaltet")
  public void powerCycled(String device) {
    power.powerCycled(device);
  }

  @Angenommen("der/die/das {device} ist vorher {dauer} ausgeschaltet")
  public void poweredOff(String device, Duration time) {
    power.poweredOff(device, time);
  }

  @Wenn("{string} wird angetippt")
  public void tapped(String label) {
    app.tapped(label);
  }

  @Angenommen("die App wird neu gestartet")
  public void restarted() {
    app.restarted();
  }

  @Dann("die App zeigt der/die/das/den {device} {state}")
  public void shows(String device, String state) {
    app.shows(device, state);
  }

  @Dann("das Bild zeigt der/die/das/den {device} {pictured}")
  public void pictured(String device, String state) {
    app.pictured(device, state);
  }
}
