// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.steps.OccasionSteps;
import io.cucumber.java.de.Angenommen;
import io.cucumber.java.de.Dann;
import io.cucumber.java.de.Wenn;
import java.time.Duration;

/** What a device does seldom. */
public final class OccasionStepsInGerman {
  private final OccasionSteps occasions;

  public OccasionStepsInGerman(OccasionSteps occasions) {
    this.occasions = occasions;
  }

  @Dann("die App zeigt {firmware}")
  public void showsFirmware(String firmware) {
    occasions.shows(firmware);
  }

  @Angenommen("der/die/das {device} hat Firmware {version}")
  public void runs(String device, String version) {
    occasions.runs(device, version);
  }

  @Angenommen("die App ist geschlossen")
  public void closed() {
    occasions.closed();
  }

  @Wenn("der/die/das {device} wird ausgelöst")
  public void setOff(String device) {
    occasions.setOff(device);
  }

  @Wenn("der/die/das {device} wird durch {event} ausgelöst")
  public void setOffBy(String device, String event) {
    occasions.setOffBy(device, event);
  }

  @Dann("innerhalb von {dauer} kommt eine Benachrichtigung an")
  public void arrives(Duration within) {
    occasions.arrives(within);
  }
}
