// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.journal.Journal;
import dev.trimunit.engine.journal.JournalFile;
import dev.trimunit.engine.sharing.DeviceTurns;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.trial.TrialRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign that asks for ever more trials has an end, which says what to ask for instead. */
final class MostTrialsTest {
  private static final int MOST = 3;

  @TempDir Path folder;

  private Trials trials(StubBench bench) {
    CampaignSettings settings = Runs.settings(folder, Map.of("spec", "1"), () -> false);
    Journal journal =
        Journal.open(new JournalFile(folder, "bulb"), settings.identityOn(bench), said -> {});
    DeviceTurns shared = new DeviceTurns(bench, settings.locks(), () -> Duration.ZERO);
    return new Trials(bench, journal, settings, shared, trial -> {}, trial -> {}, said -> {}, MOST);
  }

  @Test
  void no_trial_more_is_run_than_a_campaign_may_have() {
    StubBench bench = Runs.bulb();
    Trials trials = trials(bench);
    TrialRequest control = TrialRequest.control(List.of(Runs.ON));
    for (int i = 1; i <= MOST; i++) {
      assertThat(trials.run(control, bench.script()).number()).isEqualTo(i);
    }
    assertThatThrownBy(() -> trials.run(control, bench.script()))
        .isInstanceOf(CampaignStopped.class)
        .hasMessage(
            "This campaign has had 3 trials, and is not at its end: ask for less of it"
                + " (trimunit.functionality, .vantage, .destination), or choose another protocol");
    assertThat(trials.records()).hasSize(MOST);
  }
}
