// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.campaign.Runs.CLOUD;
import static dev.trimunit.engine.campaign.Runs.OFF;
import static dev.trimunit.engine.campaign.Runs.ON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import dev.trimunit.engine.trial.TrialScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabFaultTest {
  @TempDir Path journal;
  private final Runs run = new Runs();
  private final StubBench bench =
      new StubBench("bulb").use(StubUse.of(ON).requires(CLOUD)).use(StubUse.of(OFF));

  private Judgement judge() {
    try (Campaign campaign = run.open(bench, journal)) {
      return campaign.judge(Set.of(CLOUD.exactly()), List.of(OFF, ON), bench.script());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"power off", "block", "power on", "evidence", "capture off", "unblock"})
  void a_fault_of_the_lab_voids_the_trial_and_leaves_the_bench_as_found(String operation) {
    bench.faultAt(1, operation, "The lab is out of order");
    bench.at(2, "capture on", () -> assertThat(bench.isAsFound()).isTrue());

    assertThat(judge().answer()).isEqualTo(Judgement.Answer.DOES_NOT_HOLD);
    TrialRecord first = run.trials.get(0);
    assertThat(first.fault()).isEqualTo("The lab is out of order");
    assertThat(first.outcomes()).allMatch(o -> o.outcome() == Outcome.VOID);
    assertThat(run.trials).hasSize(3);
    assertThat(bench.isAsFound()).isTrue();
  }

  @Test
  void a_capture_that_does_not_start_voids_the_trial() {
    bench.faultAt(0, "capture on", "No capture");

    assertThat(judge().answer()).isEqualTo(Judgement.Answer.DOES_NOT_HOLD);
    assertThat(bench.isAsFound()).isTrue();
  }

  @Test
  void a_phone_that_fails_one_usage_voids_that_usage_only() {
    bench.faultAt(1, "tap switching off", "The phone does not answer");
    judge();

    TrialRecord first = run.trials.get(0);
    assertThat(first.fault()).isEmpty();
    assertThat(first.counts(OFF)).isFalse();
    assertThat(first.counts(ON)).isTrue();
    assertThat(first.outcome(OFF).orElseThrow().reason()).isEqualTo("The phone does not answer");
  }

  @Test
  void a_clock_that_steps_back_or_sleeps_voids_the_trial() {
    bench.at(1, "tap switching on", () -> bench.clock().step(Duration.ofHours(-1)));
    bench.at(2, "restart", () -> bench.clock().step(Duration.ZERO));
    judge();

    assertThat(run.trials.get(0).fault()).startsWith("The lab's clock stepped back");
    assertThat(run.trials.get(0).isVoid()).isTrue();
    assertThat(run.trials.get(1).isVoid()).isFalse();
  }

  @Test
  void dropped_packets_void_the_trial() {
    bench.drops(1, 3);
    judge();

    assertThat(run.trials.get(0).fault()).isEqualTo("The capture lost 3 packets");
    assertThat(run.trials.get(0).isVoid()).isTrue();
  }

  @Test
  void a_block_that_stays_keeps_further_trials_from_counting_until_it_is_gone() {
    Runnable fault =
        () -> {
          throw new LabFault("nft does not answer");
        };
    bench.at(1, "unblock", () -> refail(fault, 3));
    judge();

    assertThat(run.trials.get(0).fault()).contains("nft does not answer");
    assertThat(run.trials.get(1).fault()).contains("nft does not answer");
    assertThat(run.trials.get(2).isVoid()).isFalse();
    assertThat(bench.isAsFound()).isTrue();
  }

  private void refail(Runnable fault, int more) {
    if (more > 0) {
      bench.at(1, "unblock", () -> refail(fault, more - 1));
    }
    fault.run();
  }

  @Test
  void a_bug_in_a_script_passes_on_and_the_bench_is_left_as_found() {
    try (Campaign campaign = run.open(bench, journal)) {
      TrialScript broken =
          (trial, request, usage) -> {
            trial.app();
            throw new IllegalStateException("bug");
          };
      assertThatThrownBy(() -> campaign.judge(Set.of(), List.of(ON), broken)).hasMessage("bug");
      assertThat(bench.isAsFound()).isTrue();
    }
  }

  @Test
  void a_claim_that_the_lab_cannot_tell_is_inconclusive() {
    for (int trial = 1; trial <= 5; trial++) {
      bench.drops(trial, trial);
    }
    Judgement judgement = judge();

    assertThat(judgement.answer()).isEqualTo(Judgement.Answer.INCONCLUSIVE);
    assertThat(judgement.reason())
        .contains("could not tell in 5 trials in a row")
        .endsWith("The capture lost 5 packets");
  }

  @Test
  void a_usage_that_is_given_up_ends_inconclusive_and_the_others_go_on() {
    for (int trial = 11; trial <= 200; trial++) {
      bench.faultAt(trial, "tap switching on", "The phone does not answer");
    }
    bench.use(StubUse.of(OFF).requires(CLOUD));
    run.settle(bench, journal, ON, OFF);

    assertThat(run.verdicts).hasSize(2);
    assertThat(verdict("switching on")).isEqualTo(VerdictKind.INCONCLUSIVE);
    assertThat(verdict("switching off")).isEqualTo(VerdictKind.REQUIRED);
    assertThat(run.trials.size()).isLessThan(25);
  }

  private VerdictKind verdict(String functionality) {
    return run.verdicts.stream()
        .filter(verdict -> verdict.usage().functionality().equals(functionality))
        .findFirst()
        .orElseThrow()
        .kind();
  }

  @Test
  void a_lab_out_of_order_stops_the_campaign_with_a_sentence() {
    for (int trial = 1; trial <= 100; trial++) {
      bench.faultAt(trial, "power off", "The plug does not answer");
    }
    try (Campaign campaign = run.open(bench, journal)) {
      assertThat(campaign.calibrate(ON, bench.script()).calibrated()).isFalse();
      assertThatThrownBy(() -> campaign.calibrate(OFF, bench.script()))
          .isInstanceOf(CampaignStopped.class)
          .hasMessageContaining("could not tell in 10 of 10 trials")
          .hasMessageEndingWith("The plug does not answer");
      assertThatThrownBy(() -> campaign.judge(Set.of(), List.of(OFF), bench.script()))
          .isInstanceOf(CampaignStopped.class);
    }
    assertThat(run.trials).hasSize(10);
    assertThat(bench.isAsFound()).isTrue();
  }

  @Test
  void a_stopped_campaign_goes_on_when_the_lab_works_again() {
    a_lab_out_of_order_stops_the_campaign_with_a_sentence();
    StubBench mended = new StubBench("bulb").use(StubUse.of(ON).requires(CLOUD));
    Runs second = new Runs().settle(mended, journal, ON);

    assertThat(second.verdicts).extracting(v -> v.kind()).containsExactly(VerdictKind.REQUIRED);
  }

  @Test
  void cancellation_between_trials_stops_and_leaves_the_bench_as_found() {
    try (Campaign campaign = run.open(bench, journal, () -> run.trials.size() >= 4)) {
      assertThatThrownBy(() -> campaign.calibrate(ON, bench.script()))
          .isInstanceOf(CampaignStopped.class)
          .hasMessage("The run was cancelled after 4 trials");
    }
    assertThat(bench.isAsFound()).isTrue();
  }
}
