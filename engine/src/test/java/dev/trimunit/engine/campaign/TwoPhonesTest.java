// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.campaign.Runs.ON;
import static dev.trimunit.engine.campaign.Runs.ON_WAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import dev.trimunit.engine.trial.TrialScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a lab has phones for both vantages at once, one trial serves both. */
@Tag("slow")
class TwoPhonesTest {
  @TempDir Path folder;

  /** A bulb that needs its cloud over WAN only, and contacts seven others. */
  private static StubBench bulb() {
    Destination[] others =
        IntStream.range(0, 7)
            .mapToObj(i -> Destination.parse("host" + i + ".example:443/tcp"))
            .toArray(Destination[]::new);
    return new StubBench("bulb")
        .contactsAtStart(others)
        .use(StubUse.of(ON).contacts(Runs.CLOUD))
        .use(StubUse.of(ON_WAN).requires(Runs.CLOUD));
  }

  private Runs settle(StubBench bench, String protocol, Path journal) {
    return settle(bench, bench.script(), protocol, journal);
  }

  private Runs settle(StubBench bench, TrialScript script, String protocol, Path journal) {
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(
                new CampaignSettings(
                    Protocols.named(protocol),
                    0.01,
                    Duration.ofMinutes(2),
                    destination -> true,
                    journal,
                    () -> false))
            .build();
    Runs run = new Runs();
    try (Campaign campaign = new Campaign(bench, settings, run)) {
      campaign.calibrate(List.of(ON, ON_WAN), script);
      campaign.settle(List.of(ON, ON_WAN), script, run.verdicts::add);
    }
    return run;
  }

  private static boolean servesBoth(TrialRecord trial) {
    return trial.outcomes().stream().map(o -> o.usage().vantage()).distinct().count() == 2;
  }

  @ParameterizedTest
  @ValueSource(strings = {"certify", "sequential", "fixed-3"})
  void both_vantages_share_trials_and_the_verdicts_are_the_same(String protocol) {
    Runs apart = settle(bulb(), protocol, folder.resolve("one"));
    Runs together =
        settle(bulb().withTwoPhones().undoneByRestart(), protocol, folder.resolve("two"));

    assertThat(apart.trials).noneMatch(TwoPhonesTest::servesBoth);
    assertThat(together.trials).anyMatch(TwoPhonesTest::servesBoth);
    assertThat(together.trials).hasSizeLessThan(apart.trials.size());
    assertThat(together.verdicts)
        .extracting(Verdict::destination, Verdict::usage, Verdict::kind)
        .containsExactlyInAnyOrderElementsOf(
            apart.verdicts.stream().map(v -> tuple(v.destination(), v.usage(), v.kind())).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"certify", "sequential"})
  void the_journal_knows_of_the_two_phones(String protocol) {
    Runs run = settle(bulb().withTwoPhones().undoneByRestart(), protocol, folder);
    Replay replay = new Replay(folder.resolve("archive/bulb.000001.jsonl"));

    assertThat(replay.verdicts(Protocols.named(protocol), 0.01, destination -> true))
        .isEqualTo(run.verdicts);
  }

  @Test
  void a_check_that_passes_on_what_was_done_before_keeps_the_vantages_apart() {
    Runs run = settle(bulb().withTwoPhones(), "certify", folder);

    requireApart(run, 2, "with the action left out, on what was done before");
  }

  @Test
  void usages_that_do_not_work_one_after_the_other_are_kept_apart() {
    StubBench bench = bulb().withTwoPhones().undoneByRestart();
    TrialScript script =
        (trial, request, usage) -> {
          UsageOutcome outcome = bench.script().perform(trial, request, usage);
          boolean second = request.usages().indexOf(usage) > 0;
          return second && outcome.outcome() == Outcome.PASSED
              ? new UsageOutcome(usage, Outcome.FAILED, "It was on already", List.of())
              : outcome;
        };
    Runs run = settle(bench, script, "certify", folder);

    requireApart(run, 3, "did not all work");
  }

  private static void requireApart(Runs run, int tried, String why) {
    assertThat(run.trials.stream().filter(TwoPhonesTest::servesBoth)).hasSize(tried);
    assertThat(run.notices)
        .anyMatch(n -> n.startsWith("LAN and WAN get trials of their own: ") && n.contains(why));
    assertThat(run.verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.REQUIRED)
        .extracting(Verdict::destination, Verdict::usage)
        .containsExactly(tuple(Runs.CLOUD, ON_WAN));
  }

  @Test
  void control_trials_of_the_calibration_tell_what_each_vantage_contacts() {
    Runs run = settle(bulb().withTwoPhones().undoneByRestart(), "certify", folder);

    assertThat(run.trials.subList(0, 11))
        .noneMatch(TwoPhonesTest::servesBoth)
        .anyMatch(trial -> trial.purpose() == TrialPurpose.CONTROL);
  }
}
