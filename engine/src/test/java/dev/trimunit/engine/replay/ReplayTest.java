// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.replay;

import static dev.trimunit.engine.campaign.Runs.ADS;
import static dev.trimunit.engine.campaign.Runs.CLOUD;
import static dev.trimunit.engine.campaign.Runs.ON;
import static dev.trimunit.engine.campaign.Runs.ON_WAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.campaign.Runs;
import dev.trimunit.engine.journal.JournalExcerpt;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ReplayTest {
  @TempDir Path folder;

  private Replay replay() {
    return new Replay(folder.resolve("archive/bulb.000001.jsonl"));
  }

  private static List<Verdict> verdicts(Replay replay, String protocol) {
    return replay.verdicts(Protocols.named(protocol), 0.01, destination -> true);
  }

  private Runs run(StubBench bench, String protocol) {
    Runs run = new Runs();
    CampaignSettings usual = Runs.settings(folder, Map.of(), () -> false);
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named(protocol),
            0.01,
            usual.off(),
            usual.selected(),
            folder,
            usual.cancelled());
    try (Campaign campaign = new Campaign(bench, settings, run)) {
      campaign.calibrate(ON, bench.script());
      campaign.calibrate(ON_WAN, bench.script());
      campaign.settle(List.of(ON, ON_WAN), bench.script(), run.verdicts::add);
    }
    return run;
  }

  private static StubBench shaky() {
    return Runs.bulb()
        .fails((trial, usage) -> trial % 9 == 0)
        .faultAt(15, "tap", "The phone does not answer")
        .leaks(ADS, Gateway.Strength.NORMAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "fixed-3", "paper", "certify", "certify-deep"})
  void the_journal_alone_gives_the_verdicts_of_the_run(String protocol) {
    Runs run = run(shaky(), protocol);

    assertThat(verdicts(replay(), protocol)).isEqualTo(run.verdicts);
    assertThat(replay().trials()).isEqualTo(run.trials);
  }

  @Test
  void a_device_with_one_destination_is_replayed_too() {
    StubBench bench =
        new StubBench("bulb")
            .use(StubUse.of(ON).requires(CLOUD))
            .use(StubUse.of(ON_WAN).contacts(CLOUD));
    Runs run = run(bench, "sequential");

    assertThat(verdicts(replay(), "sequential")).isEqualTo(run.verdicts);
  }

  @Test
  void another_protocol_settles_what_the_journal_can_answer() {
    run(Runs.bulb(), "paper");

    assertThat(verdicts(replay(), "sequential"))
        .extracting(Verdict::kind)
        .containsOnly(VerdictKind.BLOCKABLE, VerdictKind.REQUIRED);
  }

  @Test
  void what_the_journal_cannot_answer_is_inconclusive_and_says_so() {
    run(Runs.bulb(), "sequential");

    assertThat(verdicts(replay(), "fixed-9"))
        .hasSize(6)
        .allMatch(verdict -> verdict.kind() == VerdictKind.INCONCLUSIVE)
        .allMatch(verdict -> verdict.reason().contains("the journal holds no further trial"));
  }

  @Test
  void usages_that_were_settled_apart_are_replayed_apart() {
    Runs run = new Runs();
    StubBench script = Runs.bulb();
    try (Campaign campaign =
        new Campaign(script, Runs.settings(folder, Map.of(), () -> false), run)) {
      campaign.calibrate(List.of(ON, ON_WAN), script.script());
      campaign.settle(List.of(ON_WAN), script.script(), run.verdicts::add);
      campaign.settle(List.of(ON), script.script(), run.verdicts::add);
    }
    Replay replay = replay();
    List<Verdict> apart = new ArrayList<>();
    for (Usage usage : List.of(ON_WAN, ON)) {
      apart.addAll(replay.verdicts(Protocols.named("sequential"), 0.01, d -> true, usage::equals));
    }
    assertThat(apart).isEqualTo(run.verdicts);
  }

  @Test
  void an_excerpt_gives_the_same_verdicts_and_tells_the_trials_it_was_asked_for() {
    Runs run = run(shaky(), "certify");
    JournalExcerpt excerpt =
        new JournalExcerpt(folder.resolve("archive/bulb.000001.jsonl"), path -> path);
    List<String> whole = List.of(excerpt.wholeLine(7).orElseThrow());
    List<String> lines = JournalExcerpt.merged(excerpt.shortLines(), whole);

    Replay replay = new Replay("excerpt", lines);
    assertThat(verdicts(replay, "certify")).isEqualTo(run.verdicts);
    assertThat(replay.trials().get(6)).isEqualTo(run.trials.get(6));
    assertThat(replay.trials().get(5).dns()).isEmpty();
    assertThat(excerpt.strength(2)).isEqualTo("NORMAL");
    assertThat(excerpt.wholeLine(1_000)).isEmpty();
  }

  @Test
  void a_whole_line_that_contradicts_its_short_one_is_refused() {
    run(Runs.bulb(), "sequential");
    JournalExcerpt excerpt =
        new JournalExcerpt(folder.resolve("archive/bulb.000001.jsonl"), path -> path);
    List<String> without = new ArrayList<>(excerpt.shortLines());
    without.remove(7);
    List<String> whole = List.of(excerpt.wholeLine(7).orElseThrow());

    assertThatThrownBy(() -> JournalExcerpt.merged(without, whole)).hasMessageContaining("trial 7");
    assertThatThrownBy(() -> JournalExcerpt.merged(excerpt.shortLines(), List.of("{}")))
        .hasMessageContaining("damaged");
  }

  @Test
  void the_listener_is_told_where_the_journal_lies() {
    assertThat(run(Runs.bulb(), "sequential").journal)
        .isEqualTo(folder.resolve("archive/bulb.000001.jsonl"));
  }

  @Test
  void a_file_that_is_no_journal_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "hello\n");

    assertThatThrownBy(() -> new Replay(file))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(file + " is no journal");
  }
}
