// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.campaign.Runs.ADS;
import static dev.trimunit.engine.campaign.Runs.CLOUD;
import static dev.trimunit.engine.campaign.Runs.NTP;
import static dev.trimunit.engine.campaign.Runs.ON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.journal.NightsFile;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shorter time without power is taken once nothing was seen to last into the next trial. */
@Tag("slow")
final class ShorterOffTest {
  private static final Duration USUAL = Duration.ofMinutes(2);
  private static final Duration SHORTER = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private Nights known;

  /** What the device was found to need, by an earlier campaign. */
  @BeforeEach
  void certifyOnce() {
    Path first = folder.resolve("first");
    run(bulb(), first, Protocols.named("certify"), Duration.ZERO, () -> false);
    known = new NightsFile(first, "bulb").read().orElseThrow();
  }

  private static StubBench bulb() {
    return new StubBench("bulb")
        .contactsAtStart(NTP)
        .use(StubUse.of(ON).requires(CLOUD).contacts(ADS));
  }

  /** Holds its cloud's address in memory for a minute without power. */
  private static StubBench remembering() {
    Instant[] off = {Instant.MIN};
    Duration[] without = {USUAL};
    StubBench bench = new StubBench("bulb").contactsAtStart(NTP);
    bench.always(
        event -> {
          if (event.equals("power off")) {
            off[0] = bench.clock().now();
          } else if (event.equals("power on") && off[0].isAfter(Instant.MIN)) {
            without[0] = Duration.between(off[0], bench.clock().now());
          }
        });
    return bench.use(
        StubUse.of(ON)
            .contacts(CLOUD, ADS)
            .worksWhen(
                blocked ->
                    !blocked.test(CLOUD) || without[0].compareTo(Duration.ofMinutes(1)) < 0));
  }

  private static Runs run(
      StubBench bench, Path journal, Protocol protocol, Duration shorter, BooleanSupplier stop) {
    Runs runs = new Runs();
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(Runs.settings(journal, Map.of("lab", "stub"), stop))
            .protocol(protocol)
            .shorterOff(shorter)
            .build();
    try (Campaign campaign = new Campaign(bench, settings, runs)) {
      campaign.calibrate(ON, bench.script());
      campaign.settle(List.of(ON), bench.script(), runs.verdicts::add);
    } catch (CampaignStopped stopped) {
      assertThat(stop.getAsBoolean()).isTrue();
    }
    return runs;
  }

  private Runs knowing(StubBench bench, String name, BooleanSupplier stop) {
    Protocol protocol = Protocols.named("certify").knowing(List.of(known));
    return run(bench, folder.resolve(name), protocol, SHORTER, stop);
  }

  private static List<TrialRecord> tests(Runs runs) {
    return runs.trials.stream().filter(t -> t.purpose() == TrialPurpose.SHORT_OFF).toList();
  }

  private static List<Duration> after(Runs runs) {
    int last = tests(runs).get(tests(runs).size() - 1).number();
    return runs.trials.stream().filter(t -> t.number() > last).map(TrialRecord::off).toList();
  }

  private static List<String> kinds(Runs runs) {
    return runs.verdicts.stream().map(v -> v.destination() + " " + v.kind()).sorted().toList();
  }

  @Test
  void it_is_taken_when_ten_trials_without_what_is_required_failed() {
    Runs runs = knowing(bulb(), "short", () -> false);
    assertThat(tests(runs)).hasSize(12).allMatch(trial -> trial.off().equals(SHORTER));
    assertThat(tests(runs).stream().filter(trial -> trial.blocked().isEmpty())).hasSize(2);
    assertThat(after(runs)).isNotEmpty().containsOnly(SHORTER);
    assertThat(runs.notices)
        .anyMatch(
            notice ->
                notice.startsWith("The device is without power for 20 seconds instead of 2 minutes")
                    && notice.contains("each of 10 trials failed"));
    assertThat(kinds(runs))
        .containsExactly(ADS + " BLOCKABLE", CLOUD + " REQUIRED", NTP + " BLOCKABLE");
  }

  @Test
  void what_lasts_into_the_next_trial_keeps_the_usual_time_and_the_verdicts_right() {
    Runs runs = knowing(remembering(), "long", () -> false);
    assertThat(tests(runs)).hasSize(2);
    assertThat(after(runs)).isNotEmpty().containsOnly(USUAL);
    assertThat(runs.notices)
        .anyMatch(
            notice ->
                notice.startsWith(
                        "The device stays without power for 2 minutes, and not 20 seconds")
                    && notice.contains("worked without " + CLOUD));
    assertThat(kinds(runs)).contains(CLOUD + " REQUIRED");
  }

  /** That the test above can fail: whoever takes the shorter time unseen finds what is wrong. */
  @Test
  void without_the_test_such_a_device_would_get_a_wrong_verdict() {
    Runs runs = new Runs();
    StubBench bench = remembering();
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(
                Runs.settings(folder.resolve("wrong"), Map.of(), () -> false))
            .off(SHORTER)
            .protocol(Protocols.named("certify"))
            .build();
    try (Campaign campaign = new Campaign(bench, settings, runs)) {
      campaign.calibrate(ON, bench.script());
      campaign.settle(List.of(ON), bench.script(), runs.verdicts::add);
    }
    assertThat(kinds(runs)).contains(CLOUD + " BLOCKABLE");
  }

  @Test
  void who_knows_nothing_of_a_device_is_told_what_would_help() {
    Runs runs =
        run(bulb(), folder.resolve("nothing"), Protocols.named("certify"), SHORTER, () -> false);
    assertThat(tests(runs)).isEmpty();
    assertThat(runs.notices).anyMatch(notice -> notice.contains("trimunit.known=accepted"));
    assertThat(runs.trials).extracting(TrialRecord::off).doesNotContain(SHORTER);
  }

  @Test
  void a_campaign_that_was_stopped_in_the_middle_goes_on_and_its_journal_is_the_proof() {
    Runs whole = knowing(bulb(), "whole", () -> false);
    int[] asked = {0};
    knowing(bulb(), "stopped", () -> asked[0]++ > 12);
    Runs resumed = knowing(bulb(), "stopped", () -> false);
    assertThat(resumed.verdicts).isEqualTo(whole.verdicts);
    assertThat(resumed.trials).extracting(TrialRecord::off).isEqualTo(offs(whole));
    List<Verdict> replayed =
        new Replay(folder.resolve("whole/archive/bulb.000001.jsonl"))
            .verdicts(Protocols.named("certify"), 0.01, destination -> true);
    assertThat(replayed).isEqualTo(whole.verdicts);
  }

  private static List<Duration> offs(Runs runs) {
    return runs.trials.stream().map(TrialRecord::off).toList();
  }
}
