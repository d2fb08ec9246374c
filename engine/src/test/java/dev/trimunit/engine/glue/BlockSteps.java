// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.glue;

import dev.trimunit.engine.gherkin.BlockDeclarations;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.gherkin.StepDestinations;
import dev.trimunit.engine.model.DestinationPattern;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.When;

public final class BlockSteps {
  private final BlockDeclarations blocks;
  private final CampaignFindings findings;
  private final StepDestinations destinations;

  public BlockSteps(
      BlockDeclarations blocks, CampaignFindings findings, StepDestinations destinations) {
    this.destinations = destinations;
    this.blocks = blocks;
    this.findings = findings;
  }

  @ParameterType("\\S+")
  public DestinationPattern destination(String text) {
    return destinations.of(text);
  }

  @When("destination {destination} is blocked")
  public void blocked(DestinationPattern destination) {
    blocks.block(destination);
  }

  @When("every blockable destination is blocked")
  public void everyBlockable() {
    findings.blockable().forEach(destination -> blocks.block(destination.exactly()));
  }
}
