// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.glue;

import dev.trimunit.engine.gherkin.BlockDeclarations;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.DestinationPattern;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.When;

public final class BlockSteps {
  private final BlockDeclarations blocks;
  private final CampaignFindings findings;

  public BlockSteps(BlockDeclarations blocks, CampaignFindings findings) {
    this.blocks = blocks;
    this.findings = findings;
  }

  @ParameterType("\\S+")
  public static DestinationPattern destination(String text) {
    return DestinationPattern.parse(text);
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
