// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.glue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.VerdictKind;
import io.cucumber.java.en.Then;

public final class PromiseSteps {
  private final CampaignFindings findings;

  public PromiseSteps(CampaignFindings findings) {
    this.findings = findings;
  }

  @Then("somebody thinks for ever")
  public void thinks() throws InterruptedException {
    Thread.sleep(Long.MAX_VALUE);
  }

  @Then("somebody remembers everything")
  public void remembers() {
    throw new OutOfMemoryError("Java heap space");
  }

  @Then("no third party is required")
  public void noThirdPartyIsRequired() {
    assertThat(findings.verdicts())
        .noneMatch(
            verdict ->
                verdict.kind() == VerdictKind.REQUIRED
                    && findings.party(verdict.destination()) == Party.THIRD);
  }
}
