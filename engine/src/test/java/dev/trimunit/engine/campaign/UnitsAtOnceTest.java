// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import dev.trimunit.engine.trial.TrialScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two units of a device in a lab whose time is real: their trials are under way at once. */
@Timeout(60)
final class UnitsAtOnceTest {
  @TempDir Path folder;

  private static StubBench bulb() {
    return new StubBench("bulb")
        .use(StubUse.of(Runs.ON).requires(Runs.CLOUD).contacts(Runs.NTP, Runs.ADS));
  }

  private Campaign open(StubBench bench, String name, Runs heard, BooleanSupplier stop) {
    CampaignSettings usual = Runs.settings(folder.resolve(name), Map.of(), stop);
    return new Campaign(
        bench,
        CampaignSettingsBuilder.builder(usual).protocol(Protocols.named("certify")).build(),
        heard);
  }

  private Runs settle(StubBench bench, String name, TrialScript script, BooleanSupplier stop) {
    Runs heard = new Runs();
    try (Campaign campaign = open(bench, name, heard, stop)) {
      campaign.calibrate(Runs.ON, bench.script());
      campaign.settle(List.of(Runs.ON), script, heard.verdicts::add);
    }
    return heard;
  }

  private Runs settle(StubBench bench, String name) {
    return settle(bench, name, bench.script(), () -> false);
  }

  private static List<String> kinds(Runs run) {
    return run.verdicts.stream().map(v -> v.destination() + " " + v.kind()).sorted().toList();
  }

  private static List<Integer> numbers(Runs run) {
    return run.trials.stream().map(TrialRecord::number).sorted().toList();
  }

  @Test
  void two_units_find_what_one_finds() {
    StubBench second = bulb();
    StubBench first = bulb().besides(second);
    Runs two = settle(first, "two");

    assertThat(kinds(two)).isEqualTo(kinds(settle(bulb(), "one"))).hasSize(3);
    assertThat(two.trials).extracting(TrialRecord::unit).contains(1, 2);
    assertThat(numbers(two)).doesNotHaveDuplicates().hasSize(two.trials.size());
    assertThat(first.isAsFound()).isTrue();
    assertThat(second.isAsFound()).isTrue();
  }

  /** Each waits for the other: one after the other, the first would wait for ever. */
  @Test
  void their_trials_are_under_way_at_once() {
    StubBench bench = bulb().besides(bulb());
    CyclicBarrier both = new CyclicBarrier(2);
    CountDownLatch met = new CountDownLatch(1);
    TrialScript script =
        (trial, request, usage) -> {
          if (request.unit() > 0 && met.getCount() > 0) {
            await(both);
            met.countDown();
          }
          return bench.script().perform(trial, request, usage);
        };
    assertThat(settle(bench, "both", script, () -> false).verdicts).hasSize(3);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new LabFault("Nobody came", e);
    }
  }

  @Test
  void the_journal_alone_gives_their_verdicts() {
    Runs two = settle(bulb().besides(bulb()), "two");
    Replay replay = new Replay(folder.resolve("two/archive/bulb.000001.jsonl"));

    assertThat(replay.verdicts(Protocols.named("certify"), 0.01, destination -> true))
        .isEqualTo(two.verdicts)
        .hasSize(3);
  }

  @Test
  void a_run_that_was_stopped_goes_on_with_the_trials_that_had_ended() {
    List<String> undisturbed = kinds(settle(bulb(), "one"));
    for (int most = 4; most < 12; most++) {
      String name = "stopped" + most;
      List<TrialRecord> ended = stopped(name, most);
      Runs resumed = settle(bulb().besides(bulb()), name);

      assertThat(kinds(resumed)).as(name).isEqualTo(undisturbed);
      assertThat(resumed.notices).as(name).noneMatch(notice -> notice.contains("forgotten"));
      assertThat(resumed.trials).as(name).containsAll(ended);
      assertThat(numbers(resumed)).doesNotHaveDuplicates();
    }
  }

  private List<TrialRecord> stopped(String name, int most) {
    StubBench second = bulb();
    StubBench first = bulb().besides(second);
    Runs heard = new Runs();
    try (Campaign campaign = open(first, name, heard, () -> heard.trials.size() >= most)) {
      campaign.calibrate(Runs.ON, first.script());
      campaign.settle(List.of(Runs.ON), first.script(), heard.verdicts::add);
    } catch (CampaignStopped stop) {
      assertThat(stop).hasMessageContaining("cancelled");
    }
    assertThat(heard.verdicts).as("not at its end").isEmpty();
    assertThat(first.isAsFound()).isTrue();
    assertThat(second.isAsFound()).isTrue();
    return new ArrayList<>(heard.trials);
  }

  @Test
  void a_unit_of_which_the_lab_cannot_tell_is_put_aside_and_the_other_finishes() {
    StubBench second =
        bulb()
            .always(
                event -> {
                  if (event.startsWith("restart")) {
                    throw new LabFault("The process of the device ended by itself");
                  }
                });
    Runs two = settle(bulb().besides(second), "broken");

    assertThat(kinds(two)).isEqualTo(kinds(settle(bulb(), "one")));
    assertThat(two.warnings)
        .containsExactly(
            "Unit 2 is put aside: the lab could not tell in 5 of its trials in a row; the last time: The process of the device ended by itself");
    assertThat(second.isAsFound()).isTrue();
  }

  @Test
  void what_ends_one_trial_for_good_ends_the_campaign_once_the_others_have_ended() {
    StubBench second = bulb();
    StubBench first = bulb().besides(second);
    Runs heard = new Runs();
    TrialScript script =
        (trial, request, usage) -> {
          if (request.unit() == 2) {
            throw new CampaignStopped("bulb.feature:7: a step is wrong");
          }
          return first.script().perform(trial, request, usage);
        };
    try (Campaign campaign = open(first, "wrong", heard, () -> false)) {
      campaign.calibrate(Runs.ON, first.script());
      assertThatThrownBy(() -> campaign.settle(List.of(Runs.ON), script, (Verdict verdict) -> {}))
          .isInstanceOf(CampaignStopped.class)
          .hasMessage("bulb.feature:7: a step is wrong");
      assertThatThrownBy(() -> campaign.calibrate(Runs.OFF, script))
          .hasMessage("bulb.feature:7: a step is wrong");
    }
    assertThat(heard.trials).extracting(TrialRecord::unit).doesNotContain(2);
    assertThat(first.isAsFound()).isTrue();
    assertThat(second.isAsFound()).isTrue();
  }

  @Test
  void who_interrupts_the_campaign_leaves_nothing_under_way() {
    StubBench second = bulb();
    StubBench first = bulb().besides(second);
    Thread campaigns = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    TrialScript script =
        (trial, request, usage) -> {
          trial.begin();
          if (request.unit() == 2) {
            campaigns.interrupt();
          }
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new CampaignStopped("The run was interrupted");
        };
    assertThatThrownBy(() -> settle(first, "interrupted", script, () -> false))
        .isInstanceOf(CampaignStopped.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(first.isAsFound()).isTrue();
    assertThat(second.isAsFound()).isTrue();
  }

  @Test
  void a_block_that_leaks_on_one_unit_is_run_again_there() {
    StubBench second = bulb().leaks(Runs.ADS, Gateway.Strength.NORMAL);
    Runs two = settle(bulb().besides(second), "leaks");

    assertThat(kinds(two)).isEqualTo(kinds(settle(bulb(), "one")));
    assertThat(two.notices).filteredOn(notice -> notice.startsWith("Blocks leaked")).isNotEmpty();
  }
}
