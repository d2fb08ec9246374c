// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.purpose.DestinationPurpose;
import io.cucumber.java.en.Then;
import java.util.List;
import java.util.stream.Collectors;

/** Promises about the list that is handed on; judged once, on the findings of the run. */
public final class BlocklistSteps {
  private final CampaignFindings findings;

  public BlocklistSteps(CampaignFindings findings) {
    this.findings = findings;
  }

  /** {@code Then no update server is on the blocklist}: on the list as it is exported. */
  @Then("no {purpose} server is on the blocklist")
  public void noServerIsOnTheBlocklist(Purpose purpose) {
    blocklist().stream()
        .filter(listed -> listed.purpose() == purpose)
        .findFirst()
        .ifPresent(this::refuse);
  }

  private void refuse(DestinationPurpose listed) {
    throw new AssertionError(
        "%s is on the blocklist, and %s. If that is wrong, say under 'purposes' in devices/%s.yaml what it is for%s"
            .formatted(
                listed.destination(),
                listed.sentence(),
                findings.device().id(),
                listed.heldBack()
                    ? "; without trimunit.exports=all it is left out of the list"
                    : ""));
  }

  /**
   * {@code Then every destination on the blocklist has a known purpose or is named as unexplained}.
   */
  @Then("every destination on the blocklist has a known purpose or is named as unexplained")
  public void everyDestinationIsAccountedFor() {
    String unexplained =
        blocklist().stream()
            .filter(listed -> !listed.accountedFor())
            .map(listed -> listed.destination().toString())
            .collect(Collectors.joining(", "));
    if (!unexplained.isEmpty()) {
      throw new AssertionError(
          "Nothing tells what is on the blocklist: %s. Say under 'purposes' in devices/%s.yaml what each is for, or 'unexplained'"
              .formatted(unexplained, findings.device().id()));
    }
  }

  private List<DestinationPurpose> blocklist() {
    List<DestinationPurpose> listed = findings.exported().orElse(List.of());
    Undecided.when(
        listed.isEmpty(),
        () ->
            "nothing of %s was verified as a whole to be blocked (the protocol certify does that), or all of it is left out: there is no blocklist to look at"
                .formatted(findings.device().name()));
    return listed;
  }
}
