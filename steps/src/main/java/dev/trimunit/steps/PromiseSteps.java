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

  public PromiseSteps(CampaignFindings findings) {
    this.findings = findings;
  }

  /** {@code Then no third party is required}. */
  @Then("no {party} party is required")
  public void noPartyIsRequired(Party party) {
    refuse(verdict -> runs(party, verdict) && mayBeRequired(verdict), party.word() + " party");
  }

  /** {@code Then every third party is blockable}. */
  @Then("every {party} party is blockable")
  public void everyPartyIsBlockable(Party party) {
    refuse(verdict -> runs(party, verdict) && !isBlockable(verdict), party.word() + " party");
  }

  /** {@code Then every destination is blockable}. */
  @Then("every destination is blockable")
  public void everyDestinationIsBlockable() {
    refuse(verdict -> !isBlockable(verdict), "destination");
  }

  /** {@code Then every destination is blockable over LAN}. */
  @Then("every destination is blockable over {vantage}")
  public void everyDestinationIsBlockable(Vantage vantage) {
    refuse(verdict -> verdict.usage().vantage() == vantage && !isBlockable(verdict), "destination");
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

  private boolean runs(Party party, Verdict verdict) {
    return findings.party(verdict.destination()) == party;
  }

  private static boolean isBlockable(Verdict verdict) {
    return verdict.kind() == VerdictKind.BLOCKABLE;
  }

  /** What is not settled may be required: a promise is not kept by not looking. */
  private static boolean mayBeRequired(Verdict verdict) {
    return verdict.kind() == VerdictKind.REQUIRED || verdict.kind() == VerdictKind.INCONCLUSIVE;
  }

  private void refuse(Predicate<Verdict> unwanted, String what) {
    if (findings.verdicts().isEmpty()) {
      throw new AssertionError("No verdict was settled for " + findings.device());
    }
    findings.verdicts().stream()
        .filter(unwanted)
        .findFirst()
        .ifPresent(found -> refuse(found, what));
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
