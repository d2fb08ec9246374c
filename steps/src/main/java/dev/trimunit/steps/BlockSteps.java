// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.gherkin.BlockDeclarations;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Party;
import io.cucumber.java.en.When;

/** What is blocked. Several steps block together; a block is in force before power returns. */
public final class BlockSteps {
  private final BlockDeclarations blocks;
  private final CampaignFindings findings;

  public BlockSteps(BlockDeclarations blocks, CampaignFindings findings) {
    this.blocks = blocks;
    this.findings = findings;
  }

  /** {@code When destination ntp.org is blocked}. */
  @When("destination {destination} is blocked")
  public void blocked(DestinationPattern destination) {
    blocks.block(destination);
  }

  /**
   * {@code When destination ntp.org is blocked while it runs}: the device boots without the block,
   * and is used with it.
   */
  @When("destination {destination} is blocked while it runs")
  public void blockedWhileItRuns(DestinationPattern destination) {
    blocks.blockWhileItRuns(destination);
  }

  /**
   * {@code When destination ntp.org is blocked by NXDOMAIN}: this is what the device is told about
   * every name that the scenario blocks on all its ports.
   */
  @When("destination {destination} is blocked by {answer}")
  public void blockedBy(DestinationPattern destination, BlockAnswer answer) {
    blocks.block(destination);
    blocks.answer(answer);
  }

  /** {@code When every blockable destination is blocked}: all that this run found blockable. */
  @When("every blockable destination is blocked")
  public void everyBlockable() {
    findings.blockable().forEach(destination -> blocks.block(destination.exactly()));
  }

  /** {@code When every third party is blocked}: all destinations of that party that are known. */
  @When("every {party} party is blocked")
  public void everyParty(Party party) {
    findings.destinations().stream()
        .filter(destination -> findings.party(destination) == party)
        .forEach(destination -> blocks.block(destination.exactly()));
  }
}
