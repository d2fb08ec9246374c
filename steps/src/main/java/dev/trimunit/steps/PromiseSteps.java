// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.gherkin.AcceptedBehaviour;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import io.cucumber.java.PendingException;
import io.cucumber.java.en.Then;
import java.util.List;
import java.util.function.Predicate;

/** Judged once, on the findings of the run. */
public final class PromiseSteps {
  private final CampaignFindings findings;
  private final PartyFindings parties;

  public PromiseSteps(CampaignFindings findings) {
    this.findings = findings;
    this.parties = new PartyFindings(findings);
  }

  /** {@code Then no third party is required}; all that may be required have a known party. */
  @Then("no {party} party is required")
  public void noPartyIsRequired(Party party) {
    refuse(judged(parties.runs(party)), PromiseSteps::mayBeRequired, party.word() + " party");
    parties.refuseUnknown(findings.verdicts(), PromiseSteps::mayBeRequired);
  }

  /** {@code Then every third party is blockable}. */
  @Then("every {party} party is blockable")
  public void everyPartyIsBlockable(Party party) {
    List<Verdict> ofParty = judged(parties.runs(party));
    refuse(ofParty, PromiseSteps::isNotBlockable, party.word() + " party");
    parties.refuseUnknown(findings.verdicts(), PromiseSteps::isNotBlockable);
    Undecided.when(
        ofParty.isEmpty(),
        () ->
            "%s contacts no %s party, so nothing was put to the test"
                .formatted(findings.device().name(), party.word()));
  }

  /** {@code Then every destination is blockable}. */
  @Then("every destination is blockable")
  public void everyDestinationIsBlockable() {
    refuse(judged(verdict -> true), PromiseSteps::isNotBlockable, "destination");
  }

  /** {@code Then every destination is blockable over LAN}. */
  @Then("every destination is blockable over {vantage}")
  public void everyDestinationIsBlockable(Vantage vantage) {
    List<Verdict> there = judged(verdict -> verdict.usage().vantage() == vantage);
    refuse(there, PromiseSteps::isNotBlockable, "destination");
    Undecided.when(
        there.isEmpty(),
        () ->
            "%s was not used over %s, so nothing was put to the test"
                .formatted(findings.device().name(), vantage));
  }

  /** {@code Then the network behaviour is as accepted}: as the reviewed file of the device says. */
  @Then("the network behaviour is as accepted")
  public void asAccepted() {
    if (findings.writesAccepted()) {
      throw writing();
    }
    List<String> differences =
        AcceptedBehaviour.differencesOf(findings).orElseThrow(this::nothingAccepted);
    if (!differences.isEmpty()) {
      throw new AssertionError(String.join("; ", differences));
    }
  }

  private static boolean isNotBlockable(Verdict verdict) {
    return verdict.kind() != VerdictKind.BLOCKABLE;
  }

  /**
   * What is not settled may be required: a promise is not kept by not looking. What fails after
   * days is required then.
   */
  private static boolean mayBeRequired(Verdict verdict) {
    return verdict.kind() == VerdictKind.REQUIRED
        || verdict.kind() == VerdictKind.DELAYED
        || verdict.kind() == VerdictKind.INCONCLUSIVE;
  }

  private List<Verdict> judged(Predicate<Verdict> wanted) {
    if (findings.verdicts().isEmpty()) {
      throw new AssertionError("No verdict was settled for " + findings.device());
    }
    return findings.verdicts().stream().filter(wanted).toList();
  }

  private static void refuse(List<Verdict> verdicts, Predicate<Verdict> unwanted, String what) {
    verdicts.stream().filter(unwanted).findFirst().ifPresent(found -> refuse(found, what));
  }

  private static void refuse(Verdict found, String what) {
    throw new AssertionError(
        "The %s %s is %s for %s: %s"
            .formatted(
                what,
                found.destination(),
                found.kind().name().toLowerCase(java.util.Locale.ROOT),
                found.usage(),
                found.reason()));
  }

  private PendingException writing() {
    return new PendingException(
        "This run writes what is accepted (trimunit.accept) and compares nothing: review accepted/%s.yaml,"
                .formatted(findings.device().id())
            + " commit it, and run again without the property");
  }

  private PendingException nothingAccepted() {
    return new PendingException(
        "Nothing is accepted yet for %s: run with -Dtrimunit.accept, review the file, and commit it as"
                .formatted(findings.device().name())
            + " accepted/%s.yaml".formatted(findings.device().id()));
  }
}
