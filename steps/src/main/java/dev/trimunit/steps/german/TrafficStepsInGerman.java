// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.steps.TrafficSteps;
import io.cucumber.java.de.Dann;
import java.util.List;

/** What the device exchanged. Put these steps last. */
public final class TrafficStepsInGerman {
  private final TrafficSteps traffic;

  public TrafficStepsInGerman(TrafficSteps traffic) {
    this.traffic = traffic;
  }

  @Dann("der/die/das {device} fragt nach {int} Namen")
  public void asksFor(String device, int names) {
    traffic.asksFor(device, names);
  }

  @Dann("der/die/das {device} sucht {destination} auf")
  public void contacts(String device, DestinationPattern destination) {
    traffic.contacts(device, destination);
  }

  @Dann("der/die/das {device} sucht nichts auf außer")
  public void contactsNothingBut(String device, List<DestinationPattern> destinations) {
    traffic.contactsNothingBut(device, destinations);
  }
}
