// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs.german;

import dev.trimunit.engine.gherkin.PolicyDeclarations;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Policy;
import io.cucumber.java.de.Angenommen;
import java.time.Duration;

/** What blocks, in German. */
public final class GermanPolicySteps {
  private final PolicyDeclarations policies;

  public GermanPolicySteps(PolicyDeclarations policies) {
    this.policies = policies;
  }

  @Angenommen("das Ziel {destination} wird alle {int} Tage einmal durchgelassen")
  public void letThrough(DestinationPattern destination, int days) {
    policies.block(
        destination, new Policy.Window(Duration.ofDays(days).dividedBy(2), Duration.ofDays(days)));
  }
}
