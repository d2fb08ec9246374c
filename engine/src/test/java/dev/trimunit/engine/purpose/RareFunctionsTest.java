// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Shown;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was not tested is not green: neither was what worked beside a block that nobody met. */
final class RareFunctionsTest {
  private static final Device PLUG = new Device("plug", "Plug", "plug", "", "", "", "");
  private static final Destination CLOUD = Destination.parse("cloud.test:443/tcp");
  private static final Usage PAIRING = new Usage("pairing again", Vantage.LAN);

  /** A trial in which pairing was tried after some time without power. */
  private static TrialRecord trial(Duration off, Outcome outcome, long refused, long passed) {
    Instant start = Instant.EPOCH;
    TrialRecord shown =
        TrialRequest.block(List.of(CLOUD), List.of(PAIRING))
            .record(
                1,
                PLUG.id(),
                start,
                start.plusSeconds(300),
                List.of(new UsageOutcome(PAIRING, outcome, "", List.of())));
    return TrialRecordBuilder.builder(shown)
        .off(off)
        .evidence(List.of(BlockEvidence.of(CLOUD.exactly(), 0, refused, passed, "")))
        .build();
  }

  private static TrialRecord trial(Evidence evidence) {
    TrialRecord held = trial(Duration.ofMinutes(2), Outcome.PASSED, 3, 0);
    return switch (evidence) {
      case HELD -> held;
      case NOT_EXERCISED -> trial(Duration.ofMinutes(2), Outcome.PASSED, 0, 0);
      case LEAKED -> trial(Duration.ofMinutes(2), Outcome.PASSED, 3, 1);
      case COLLATERAL ->
          TrialRecordBuilder.builder(held)
              .evidence(
                  List.of(
                      BlockEvidence.of(
                          CLOUD.exactly(), 0, 3, 0, "", List.of(), List.of("198.51.100.7"))))
              .build();
    };
  }

  private static Verdict blockable(int held) {
    return VerdictBuilder.stagedBuilder()
        .device(PLUG.id())
        .destination(CLOUD)
        .usage(PAIRING)
        .kind(VerdictKind.BLOCKABLE)
        .trials(3)
        .passed(3)
        .held(held)
        .errorBound(0.01)
        .partners(Set.of())
        .trialNumbers(List.of(1))
        .reason("")
        .shown(Shown.NOW)
        .build();
  }

  /** A scenario by hand that holds, by the first trial. */
  private static CaseResult claim() {
    return CaseResultBuilder.stagedBuilder()
        .uniqueId("claim")
        .kind(CaseResult.Kind.SCENARIO)
        .device(PLUG.id())
        .name("pairing without the cloud")
        .location(new SourceLocation("plug.feature", 7))
        .usage(null)
        .verdict(null)
        .status(CaseStatus.SUCCESSFUL)
        .message("")
        .decidingTrials(List.of(1))
        .steps(List.of())
        .build();
  }

  private static List<String> tested(
      List<Verdict> verdicts, List<TrialRecord> trials, List<CaseResult> cases) {
    return new RareFunctions(PLUG, verdicts, trials, cases, List.of(PAIRING.functionality()))
        .without(CLOUD)
        .tested();
  }

  @ParameterizedTest
  @CsvSource({"HELD, true", "NOT_EXERCISED, false", "LEAKED, false", "COLLATERAL, false"})
  void a_power_cut_is_tested_where_the_device_came_back_and_was_refused(
      Evidence evidence, boolean told) {
    assertThat(tested(List.of(), List.of(trial(evidence)), List.of()).contains("power cut"))
        .isEqualTo(told);
  }

  @Test
  void what_failed_or_kept_its_power_tests_no_power_cut() {
    assertThat(
            tested(
                List.of(),
                List.of(
                    trial(Duration.ofMinutes(2), Outcome.FAILED, 3, 0),
                    trial(Duration.ZERO, Outcome.PASSED, 3, 0)),
                List.of()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"HELD, true", "NOT_EXERCISED, false", "LEAKED, false", "COLLATERAL, false"})
  void a_claim_tests_what_it_used_where_the_device_was_refused(Evidence evidence, boolean told) {
    assertThat(
            tested(List.of(), List.of(trial(evidence)), List.of(claim()))
                .contains(PAIRING.functionality()))
        .isEqualTo(told);
  }

  @Test
  void a_verdict_tests_its_functionality_where_the_device_was_refused() {
    assertThat(tested(List.of(blockable(1)), List.of(), List.of()))
        .containsExactly(PAIRING.functionality());
    assertThat(tested(List.of(blockable(0)), List.of(), List.of())).isEmpty();
  }
}
