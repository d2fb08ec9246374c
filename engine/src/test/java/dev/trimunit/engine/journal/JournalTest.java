// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import static dev.trimunit.engine.campaign.Runs.ON;
import static dev.trimunit.engine.campaign.Runs.ON_WAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.campaign.Runs;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.trial.TrialRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class JournalTest {
  private static final List<String> OPERATIONS =
      List.of(
          "capture on",
          "power off",
          "block",
          "power on",
          "restart",
          "tap",
          "evidence",
          "capture off",
          "unblock");

  @TempDir Path folder;
  private Runs undisturbed = new Runs();

  /** Fails now and then for no reason, the same in the same trial. */
  private static StubBench bench() {
    return Runs.bulb().fails((trial, usage) -> (trial * 7 + usage.hashCode()) % 11 == 0);
  }

  @BeforeEach
  void undisturbed() {
    undisturbed = new Runs().settle(bench(), folder.resolve("undisturbed"), ON, ON_WAN);
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private void runAndKill(StubBench bench, int trial, String operation) {
    bench.at(
        trial,
        operation,
        () -> {
          throw new Killed();
        });
    assertThatThrownBy(() -> new Runs().settle(bench, folder, ON, ON_WAN))
        .isInstanceOf(Killed.class);
  }

  @Test
  void a_journal_that_would_be_too_large_takes_no_trial_more_and_keeps_what_it_has() {
    List<JournalEntry> some = undisturbed.trials.stream().limit(3).map(JournalTest::entry).toList();
    JournalFile file = new JournalFile(folder, "full");
    long two = some.stream().limit(2).mapToLong(entry -> JournalJson.line(entry).length()).sum();
    Journal journal = Journal.open(file, Map.of(), notice -> {}, two);
    journal.append(some.get(0));
    journal.append(some.get(1));

    assertThatThrownBy(() -> journal.append(some.get(2)))
        .isInstanceOf(CampaignStopped.class)
        .hasMessageContaining("trial 3 does not count")
        .hasMessageContaining(file.path().toString());
    List<String> found = new ArrayList<>();
    assertThat(Journal.open(file, Map.of(), found::add).at(2)).contains(some.get(1));
    assertThat(found).containsExactly("The run goes on after trial 2 of an unfinished one");
  }

  private static JournalEntry entry(TrialRecord trial) {
    return new JournalEntry(
        TrialRequest.control(List.of(ON)), Gateway.Strength.NORMAL, trial, List.of(), List.of());
  }

  private Path file() {
    return folder.resolve("bulb.jsonl");
  }

  private void requireSame(Runs resumed) {
    assertThat(resumed.verdicts).isEqualTo(undisturbed.verdicts);
    assertThat(resumed.trials).hasSameSizeAs(undisturbed.trials);
    for (int i = 0; i < resumed.trials.size(); i++) {
      assertThat(resumed.trials.get(i)).isEqualTo(undisturbed.trials.get(i));
    }
  }

  @Test
  void killed_at_random_moments_a_run_ends_with_the_same_trials_and_verdicts() {
    killAndGoOn(4, 1);
  }

  @Test
  void killed_at_many_random_moments_a_run_ends_with_the_same_trials_and_verdicts() {
    killAndGoOn(50, 2);
  }

  private void killAndGoOn(int times, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      int trial = 1 + random.nextInt(undisturbed.trials.size());
      runAndKill(bench(), trial, "capture on");
      String operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
      if (trial < undisturbed.trials.size()) {
        runAndKill(bench(), trial + 1, operation.equals("tap") ? "capture off" : operation);
      }
      StubBench bench = bench();
      Runs resumed = new Runs().settle(bench, folder, ON, ON_WAN);

      requireSame(resumed);
      assertThat(bench.isAsFound()).isTrue();
      assertThat(bench.events()).doesNotContain("capture on trial-" + (trial - 1));
    }
  }

  @Test
  void cut_at_every_byte_of_its_last_line_it_loses_that_trial_at_most() throws IOException {
    runAndKill(bench(), 9, "power on");
    byte[] whole = Files.readAllBytes(file());
    int lastLine =
        new String(whole, java.nio.charset.StandardCharsets.US_ASCII)
                .lastIndexOf('\n', whole.length - 2)
            + 1;
    for (int length = lastLine; length <= whole.length; length += length % 7 == 0 ? 1 : 13) {
      Files.write(file(), Arrays.copyOf(whole, length));
      Journal journal = Journal.open(new JournalFile(folder, "bulb"), identity(), notice -> {});
      assertThat(journal.at(7)).isPresent();
      assertThat(journal.at(8).isPresent()).isEqualTo(length >= whole.length - 1);
    }
  }

  @Test
  void resumed_from_a_cut_line_it_ends_the_same() throws IOException {
    runAndKill(bench(), 9, "power on");
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 40));
    Runs resumed = new Runs().settle(bench(), folder, ON, ON_WAN);

    requireSame(resumed);
    assertThat(resumed.notices).anyMatch(n -> n.contains("is cut or damaged"));
  }

  @Test
  void a_flipped_bit_costs_that_trial_only() throws IOException {
    runAndKill(bench(), 9, "power on");
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(), bytes);
    StubBench bench = bench();
    Runs resumed = new Runs().settle(bench, folder, ON, ON_WAN);

    requireSame(resumed);
    long again = bench.events().stream().filter(e -> e.matches("capture on trial-[1-8]")).count();
    assertThat(again).isEqualTo(1);
  }

  private static Map<String, String> identity() {
    return Map.of(
        "spec",
        "1",
        "device",
        "bulb",
        "firmware",
        "1.0",
        "app",
        "Example App 1.0",
        "off-duration",
        "PT2M",
        Journal.VANTAGES_TOGETHER,
        "false");
  }

  @Test
  void a_finished_run_is_not_resumed_and_its_journal_is_kept() throws IOException {
    for (int i = 0; i < 12; i++) {
      StubBench bench = Runs.bulb();
      new Runs().settle(bench, folder, ON);
      assertThat(bench.events()).contains("capture on trial-1");
    }
    assertThat(file()).doesNotExist();
    try (var archived = Files.list(folder.resolve("archive"))) {
      assertThat(archived.map(path -> path.getFileName().toString()))
          .hasSize(10)
          .contains("bulb.000012.jsonl");
    }
  }

  @Test
  void a_changed_spec_starts_afresh_and_says_why() {
    runAndKill(bench(), 9, "power on");
    Runs run = new Runs();
    StubBench bench = bench();
    CampaignSettings settings = Runs.settings(folder, Map.of("spec", "2"), () -> false);
    try (Campaign campaign = new Campaign(bench, settings, run)) {
      campaign.calibrate(ON, bench.script());
    }

    assertThat(run.notices)
        .containsExactly(
            "The run starts afresh, 8 trials of an unfinished one are put aside: changed since: spec");
    assertThat(bench.events()).contains("capture on trial-1");
  }

  @Test
  void a_run_that_asks_otherwise_forgets_what_does_not_fit() {
    runAndKill(bench(), 9, "power on");
    StubBench bench = bench();
    Runs run = new Runs().settle(bench, folder, ON_WAN);

    assertThat(run.notices)
        .contains(
            "This run asks for another trial 2 than the unfinished one did: 7 trials are forgotten");
    assertThat(run.trials).extracting(TrialRecord::number).doesNotHaveDuplicates();
  }

  @Test
  void a_full_disk_stops_cleanly_and_the_trial_does_not_count() {
    JournalFile full =
        new JournalFile(folder, "bulb") {
          @Override
          void append(String line) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Journal journal = Journal.open(full, identity(), notice -> {});

    assertThatThrownBy(() -> journal.append(entry(undisturbed.trials.get(0))))
        .isInstanceOf(CampaignStopped.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("trial 1 does not count");
    assertThat(journal.at(1)).isEmpty();
  }

  @Test
  void a_folder_that_takes_no_journal_stops_the_campaign_and_leaves_the_bench_as_found()
      throws IOException {
    StubBench bench = bench();
    Runs run = new Runs();
    try (Campaign campaign = run.open(bench, folder)) {
      Files.createDirectories(folder.resolve("bulb.jsonl.new").resolve("x"));
      assertThatThrownBy(() -> campaign.calibrate(ON, bench.script()))
          .isInstanceOf(CampaignStopped.class)
          .hasMessageContaining("cannot be written");
    }
    assertThat(run.trials).isEmpty();
    assertThat(bench.isAsFound()).isTrue();
  }

  @Test
  void two_runs_do_not_share_a_device() {
    try (Campaign first = new Runs().open(bench(), folder)) {
      assertThat(first.device().id()).isEqualTo("bulb");
      assertThatThrownBy(() -> new Runs().open(bench(), folder))
          .isInstanceOf(LabException.class)
          .hasMessageStartingWith("Another run works with device 'bulb'");
    }
    new Runs().open(bench(), folder).close();
  }
}
