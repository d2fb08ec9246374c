// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.steps.PolicySteps;
import io.cucumber.java.de.Angenommen;
import io.cucumber.java.de.Wenn;
import java.time.Duration;

/** What a gateway can do about a destination beside refusing it. */
public final class PolicyStepsInGerman {
  private final PolicySteps policies;

  public PolicyStepsInGerman(PolicySteps policies) {
    this.policies = policies;
  }

  @Wenn("das Ziel {destination} wird alle {zeitraum} einmal durchgelassen")
  public void letThrough(DestinationPattern destination, Policy.Window window) {
    policies.letThrough(destination, window);
  }

  @Wenn("das Ziel {destination} wird vom Gateway beantwortet")
  public void answered(DestinationPattern destination) {
    policies.answered(destination);
  }

  @Angenommen("dem/der {device} wird eine Zeit genannt, die {dauer} {vorgeht}")
  public void told(String device, Duration wrong, boolean ahead) {
    policies.told(device, wrong, ahead);
  }
}
