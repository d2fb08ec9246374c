// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.campaign.Runs.CLOUD;
import static dev.trimunit.engine.campaign.Runs.OFF;
import static dev.trimunit.engine.campaign.Runs.ON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
  @TempDir Path journal;
  private final Runs run = new Runs();
  private final StubBench bench = new StubBench("bulb").use(StubUse.of(ON).requires(CLOUD));

  private CalibrationResult calibrate() {
    try (Campaign campaign = run.open(bench, journal)) {
      return campaign.calibrate(ON, bench.script());
    }
  }

  @Test
  void three_controls_one_without_action_and_one_with_everything_blocked() {
    CalibrationResult result = calibrate();

    assertThat(result)
        .isEqualTo(new CalibrationResult(ON, true, "", List.of(2, 3, 4, 5, 6), Outcome.FAILED));
    assertThat(run.trials)
        .extracting(trial -> trial.purpose())
        .containsExactly(
            TrialPurpose.POWER,
            TrialPurpose.CONTROL,
            TrialPurpose.CONTROL,
            TrialPurpose.CONTROL,
            TrialPurpose.NO_ACTION,
            TrialPurpose.BLOCK);
  }

  @Test
  void a_failed_control_is_made_up_for() {
    bench.fails((trial, usage) -> trial == 2);

    assertThat(calibrate().calibrated()).isTrue();
    assertThat(run.alarms).isEmpty();
  }

  @Test
  void three_failed_controls_in_a_row_raise_an_alarm_and_no_verdicts() {
    bench.fails((trial, usage) -> true);
    CalibrationResult result = calibrate();

    assertThat(result.calibrated()).isFalse();
    assertThat(result.reason())
        .isEqualTo(
            "switching on over LAN failed in 3 of 3 control trials, with nothing blocked; the last time: the app shows 'initial'");
    assertThat(run.alarms)
        .containsExactly(
            "switching on over LAN failed in 3 control trials in a row, with nothing blocked; in trial 4: the app shows 'initial'");
  }

  @Test
  void a_usage_that_fails_half_of_the_time_is_not_calibrated() {
    bench.fails((trial, usage) -> trial != 3 && trial != 6);

    assertThat(calibrate().reason()).contains("failed in 4 of 6 control trials");
  }

  @Test
  void a_check_that_passes_without_the_action_proves_nothing() {
    bench.blindChecks(ON);
    CalibrationResult result = calibrate();

    assertThat(result.calibrated()).isFalse();
    assertThat(result.reason()).contains("proves nothing").contains("trial 5");
    assertThat(result.trialNumbers()).startsWith(5);
  }

  @Test
  void void_control_trials_are_repeated_and_not_counted() {
    bench.faultAt(2, "tap", "The phone does not answer").drops(3, 12);
    CalibrationResult result = calibrate();

    assertThat(result.calibrated()).isTrue();
    assertThat(result.trialNumbers()).containsExactly(4, 5, 6, 7, 8);
    assertThat(run.trials.get(2).fault()).isEqualTo("The capture lost 12 packets");
  }

  @Test
  void a_lab_that_cannot_tell_is_given_up_with_its_sentence() {
    for (int trial = 2; trial <= 6; trial++) {
      bench.faultAt(trial, "tap", "The phone does not answer");
    }

    assertThat(calibrate().reason())
        .isEqualTo(
            "the lab could not tell in 5 trials of switching on over LAN in a row; the last time: The phone does not answer");
  }

  @Test
  void usages_of_one_vantage_may_share_the_trials() {
    bench.use(StubUse.of(OFF));
    try (Campaign campaign = run.open(bench, journal)) {
      List<CalibrationResult> results = campaign.calibrate(List.of(OFF, ON), bench.script());

      assertThat(results).extracting(CalibrationResult::usage).containsExactly(OFF, ON);
      assertThat(results).allMatch(CalibrationResult::calibrated);
      assertThat(run.trials).hasSize(6);
    }
  }

  @Test
  void calibrating_twice_costs_nothing() {
    try (Campaign campaign = run.open(bench, journal)) {
      CalibrationResult first = campaign.calibrate(ON, bench.script());
      assertThat(campaign.calibrate(ON, bench.script())).isEqualTo(first);
      assertThat(run.trials).hasSize(6);
    }
  }
}
