// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.gherkin.BlockDeclarations;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.purpose.DestinationPurpose;
import dev.trimunit.engine.trial.SpecMistake;
import io.cucumber.java.en.When;
import java.util.List;
import java.util.Set;

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
    if (destination.isNameOnly() && answer == BlockAnswer.LOOPBACK) {
      throw new SpecMistake(
          "'%s' is not refused by loopback, for the name then resolves: write another answer, or %s for everything at that name"
              .formatted(destination, destination.host()));
    }
    blocks.block(destination);
    blocks.answer(answer);
  }

  /**
   * {@code When destination ntp.org is blocked, even if never contacted}: the claim may hold though
   * the device was never refused.
   */
  @When("destination {destination} is blocked, even if never contacted")
  public void blockedEvenIfNeverContacted(DestinationPattern destination) {
    blocks.blockEvenIfNeverContacted(destination);
  }

  /** {@code When every blockable destination is blocked}: all that this run found blockable. */
  @When("every blockable destination is blocked")
  public void everyBlockable() {
    Set<Destination> blockable = findings.blockable();
    Undecided.when(
        blockable.isEmpty(),
        () ->
            "no destination of %s is blockable for every functionality, so there is nothing to block"
                .formatted(findings.device().name()));
    blockable.forEach(destination -> blocks.block(destination.exactly()));
  }

  /**
   * {@code When the blocklist is blocked}: what this run verified as a whole and exports, without
   * what it holds back.
   */
  @When("the blocklist is blocked")
  public void theBlocklist() {
    List<DestinationPurpose> listed = findings.exported().orElse(List.of());
    Undecided.when(
        listed.isEmpty(),
        () ->
            "nothing of %s was verified as a whole to be blocked (the protocol certify does that), or all of it is left out: there is no blocklist to block"
                .formatted(findings.device().name()));
    listed.forEach(purpose -> blocks.block(purpose.destination().exactly()));
  }

  /** {@code When every third party is blocked}: all destinations of that party that are known. */
  @When("every {party} party is blocked")
  public void everyParty(Party party) {
    PartyFindings parties = new PartyFindings(findings);
    Set<Destination> known = parties.of(party);
    parties.refuseUnknown(findings.verdicts(), verdict -> verdict.kind() != VerdictKind.BLOCKABLE);
    Undecided.when(
        known.isEmpty(),
        () ->
            "%s contacts no %s party, so there is nothing to block"
                .formatted(findings.device().name(), party.word()));
    known.forEach(destination -> blocks.block(destination.exactly()));
  }
}
