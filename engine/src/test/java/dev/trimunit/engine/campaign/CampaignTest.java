// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.campaign.Runs.ADS;
import static dev.trimunit.engine.campaign.Runs.CLOUD;
import static dev.trimunit.engine.campaign.Runs.NTP;
import static dev.trimunit.engine.campaign.Runs.ON;
import static dev.trimunit.engine.campaign.Runs.ON_WAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.listener.Progress;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import dev.trimunit.engine.trial.TrialScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {
  @TempDir Path journal;
  private final Runs run = new Runs();

  @Test
  void a_block_is_in_force_before_power_returns_and_gone_afterwards() {
    StubBench bench = Runs.bulb();
    try (Campaign campaign = run.open(bench, journal)) {
      campaign.judge(Set.of(CLOUD.exactly()), List.of(ON), bench.script());
    }

    assertThat(bench.events())
        .startsWith(
            "capture on trial-1",
            "power off",
            "block [=cloud.example.com:443/tcp] NORMAL",
            "power on",
            "restart over LAN",
            "tap switching on over LAN",
            "look for switching on over LAN",
            "evidence",
            "capture off",
            "unblock",
            "capture on trial-2");
    assertThat(bench.isAsFound()).isTrue();
  }

  @Test
  void every_trial_is_power_cycled_for_the_usual_while() {
    StubBench bench = Runs.bulb();
    run.settle(bench, journal, ON);

    assertThat(run.trials).allMatch(trial -> trial.off().toMinutes() == 2);
  }

  @Test
  void verdicts_follow_from_what_the_usages_need() {
    run.settle(Runs.bulb(), journal, ON, ON_WAN);

    assertThat(kinds(run))
        .isEqualTo(
            Map.of(
                "switching on over LAN without " + CLOUD, VerdictKind.BLOCKABLE,
                "switching on over LAN without " + ADS, VerdictKind.BLOCKABLE,
                "switching on over LAN without " + NTP, VerdictKind.BLOCKABLE,
                "switching on over WAN without " + CLOUD, VerdictKind.REQUIRED,
                "switching on over WAN without " + ADS, VerdictKind.BLOCKABLE,
                "switching on over WAN without " + NTP, VerdictKind.BLOCKABLE));
    Progress last = run.progress.get(run.progress.size() - 1);
    assertThat(last.verdictsSettled()).isEqualTo(last.verdictsWanted()).isEqualTo(6);
    assertThat(last.trials()).isEqualTo(run.trials.size());
    assertThat(last.labTimeLeft()).isZero();
  }

  @Test
  void the_power_experiment_is_the_first_trial_and_the_only_one_of_its_kind() {
    run.settle(Runs.bulb(), journal, ON, ON_WAN);

    assertThat(run.trials.get(0).purpose()).isEqualTo(TrialPurpose.POWER);
    assertThat(run.trials.get(0).contacted()).containsExactly(NTP);
    assertThat(run.trials).filteredOn(t -> t.purpose() == TrialPurpose.POWER).hasSize(1);
  }

  @Test
  void the_power_experiment_watches_for_as_long_as_it_is_told() {
    StubBench bench = Runs.bulb();
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(Runs.settings(journal, Map.of(), () -> false))
            .watch(Duration.ofMinutes(50))
            .build();
    try (Campaign campaign = new Campaign(bench, settings, run)) {
      campaign.calibrate(ON, bench.script());
    }

    TrialRecord power = run.trials.get(0);
    assertThat(Duration.between(power.start(), power.end())).isGreaterThan(Duration.ofMinutes(50));
    assertThat(run.trials.subList(1, run.trials.size()))
        .allMatch(t -> Duration.between(t.start(), t.end()).toMinutes() < 50);
  }

  @Test
  void a_second_settling_tells_the_same_verdicts_without_trials() {
    StubBench bench = Runs.bulb();
    try (Campaign campaign = run.open(bench, journal)) {
      campaign.calibrate(ON, bench.script());
      campaign.settle(List.of(ON), bench.script(), run.verdicts::add);
      int trials = run.trials.size();
      List<Verdict> first = List.copyOf(run.verdicts);
      run.verdicts.clear();

      campaign.settle(List.of(ON), bench.script(), run.verdicts::add);

      assertThat(run.verdicts).isEqualTo(first);
      assertThat(run.trials).hasSize(trials);
    }
  }

  @Test
  void a_claim_that_holds_says_in_how_many_trials() {
    StubBench bench = Runs.bulb();
    try (Campaign campaign = run.open(bench, journal)) {
      Judgement judgement = campaign.judge(Set.of(NTP.exactly()), List.of(ON), bench.script());

      assertThat(judgement.answer()).isEqualTo(Judgement.Answer.HOLDS);
      assertThat(judgement.reason())
          .isEqualTo("worked in 2 of 2 trials without =ntp.example.org:123/udp");
      assertThat(judgement.errorBound()).isLessThan(0.01);
    }
  }

  @Test
  void a_claim_that_does_not_hold_names_check_counts_and_trial() {
    StubBench bench = Runs.bulb();
    try (Campaign campaign = run.open(bench, journal)) {
      Judgement judgement =
          campaign.judge(
              Set.of(DestinationPattern.parse("example.com")), List.of(ON_WAN), bench.script());

      assertThat(judgement.answer()).isEqualTo(Judgement.Answer.DOES_NOT_HOLD);
      assertThat(judgement.reason())
          .isEqualTo(
              "failed in 2 of 2 trials without example.com; in trial 2: switching on over WAN:"
                  + " the app shows 'initial'");
      assertThat(judgement.trialNumbers()).containsExactly(2, 1);
    }
  }

  @Test
  void one_trial_decides_a_scenario_without_functionality() {
    StubBench bench = Runs.bulb();
    try (Campaign campaign = run.open(bench, journal)) {
      Judgement holds = campaign.judge(Set.of(), List.of(), scenario(Outcome.PASSED));
      Judgement fails = campaign.judge(Set.of(), List.of(), scenario(Outcome.FAILED));

      assertThat(holds.answer()).isEqualTo(Judgement.Answer.HOLDS);
      assertThat(fails.answer()).isEqualTo(Judgement.Answer.DOES_NOT_HOLD);
      assertThat(fails.reason())
          .isEqualTo("failed in 1 of 1 trials; in trial 2: no query was seen");
      assertThat(run.trials).hasSize(2);
    }
  }

  private static TrialScript scenario(Outcome outcome) {
    return (trial, request, usage) -> {
      assertThat(usage).isEqualTo(Usage.SCENARIO);
      trial.traffic();
      return new UsageOutcome(usage, outcome, "no query was seen", List.of());
    };
  }

  @Test
  void what_appears_only_under_a_block_is_a_fallback() {
    Destination backup = Destination.parse("backup.example.com:443/tcp");
    StubBench bench =
        new StubBench("bulb")
            .use(
                StubUse.of(ON)
                    .contacts(CLOUD)
                    .contactsWhen(backup, blocked -> blocked.test(CLOUD)));
    try (Campaign campaign = run.open(bench, journal)) {
      campaign.calibrate(ON, bench.script());

      assertThat(campaign.fallbacks())
          .singleElement()
          .satisfies(fallback -> assertThat(fallback.destination()).isEqualTo(backup))
          .satisfies(
              fallback -> assertThat(fallback.hiddenBehind()).containsExactly(CLOUD.exactly()));
      assertThat(campaign.destinations()).contains(backup);
      assertThat(run.notices).anyMatch(n -> n.startsWith("backup.example.com:443/tcp appeared"));
    }
  }

  @Test
  void a_leak_is_no_evidence_and_the_block_is_strengthened() {
    StubBench bench = Runs.bulb().leaks(CLOUD, Gateway.Strength.NORMAL);
    run.settle(bench, journal, ON_WAN);

    assertThat(kinds(run))
        .containsEntry("switching on over WAN without " + CLOUD, VerdictKind.REQUIRED);
    assertThat(bench.events()).contains("block [=cloud.example.com:443/tcp] STRONG");
    assertThat(run.notices).anyMatch(n -> n.contains("(cached address)"));
    assertThat(run.trials).filteredOn(t -> t.leaked()).noneMatch(t -> t.counts(ON_WAN));
  }

  @Test
  void a_destination_that_cannot_be_held_stays_inconclusive_with_its_bypass() {
    StubBench bench = Runs.bulb().leaks(CLOUD, Gateway.Strength.STRONG);
    run.settle(bench, journal, ON_WAN);
    try (Campaign campaign = run.open(bench, journal)) {
      Judgement judgement =
          campaign.judge(Set.of(CLOUD.exactly()), List.of(ON_WAN), bench.script());
      assertThat(judgement.answer()).isEqualTo(Judgement.Answer.INCONCLUSIVE);
      assertThat(judgement.reason()).contains("got past the block").contains("cached address");
    }

    assertThat(run.verdicts)
        .filteredOn(verdict -> verdict.destination().equals(CLOUD))
        .singleElement()
        .satisfies(v -> assertThat(v.kind()).isEqualTo(VerdictKind.INCONCLUSIVE))
        .satisfies(v -> assertThat(v.reason()).contains("cached address"));
  }

  @Test
  void an_unknown_trial_and_an_uncalibrated_usage_are_named() {
    StubBench bench = Runs.bulb();
    try (Campaign campaign = run.open(bench, journal)) {
      assertThatThrownBy(() -> campaign.trial(7))
          .hasMessage("There is no trial 7 of bulb; there are 0");
      assertThatThrownBy(() -> campaign.settle(List.of(ON), bench.script(), v -> {}))
          .hasMessage("switching on over LAN was not calibrated");
    }
  }

  static Map<String, VerdictKind> kinds(Runs run) {
    return run.verdicts.stream()
        .collect(Collectors.toMap(v -> v.usage() + " without " + v.destination(), Verdict::kind));
  }
}
