// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.trial.TrialScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output folder that nobody cleans holds what the trials of journals refer to, and no more. */
@Tag("slow")
final class LeftFilesTest {
  private static final Usage ON = new Usage("switching on", Vantage.LAN);
  private static final Usage ON_WAN = new Usage("switching on", Vantage.WAN);
  private static final TrialScript RECIPE = new RecipeScript(Recipe.BULB);

  @TempDir Path folder;

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Ends like a process that is killed after a use that has taken pictures. */
  private static TrialScript killedAfter(int uses) {
    AtomicInteger used = new AtomicInteger();
    return (trial, request, usage) -> {
      UsageOutcome outcome = RECIPE.perform(trial, request, usage);
      if (used.incrementAndGet() == uses) {
        throw new Killed();
      }
      return outcome;
    };
  }

  private List<TrialRecord> run(TrialScript script, Usage... usages) {
    LabSettings settings = new LabSettings(1, folder, Trials.SHIPPED, Map.of());
    CampaignSettings campaignSettings =
        new CampaignSettings(
            Protocols.named("sequential"),
            0.01,
            Duration.ofMinutes(2),
            destination -> true,
            folder.resolve("journal"),
            () -> false);
    try (Lab lab = new SimulatedLabProvider().open(settings);
        Campaign campaign =
            new Campaign(lab.bench("tp-link-bulb"), campaignSettings, new RunListener() {})) {
      campaign.calibrate(List.of(usages), script);
      campaign.settle(List.of(usages), script, verdict -> {});
      return campaign.trials();
    }
  }

  private Set<Path> there() throws IOException {
    Set<Path> there = new TreeSet<>();
    for (String place : List.of("captures", "screens")) {
      try (Stream<Path> files = Files.walk(folder.resolve(place))) {
        files.filter(Files::isRegularFile).forEach(there::add);
      }
    }
    return there;
  }

  private static Set<Path> referredTo(List<TrialRecord> trials) {
    Set<Path> files = new TreeSet<>();
    for (TrialRecord trial : trials) {
      trial.attachments().stream().map(Attachment::file).forEach(files::add);
    }
    return files;
  }

  @Test
  void a_run_that_goes_on_leaves_no_picture_of_the_trial_in_which_it_was_killed() throws Exception {
    assertThatThrownBy(() -> run(killedAfter(4), ON)).isInstanceOf(Killed.class);
    Set<Path> kept = there();
    Path left = Files.createFile(folder.resolve("screens/tp-link-bulb-lan/00008-on.png"));
    List<TrialRecord> trials = run(RECIPE, ON);

    assertThat(referredTo(trials)).isEqualTo(there());
    assertThat(left).as("what the killed trial took").doesNotExist();
    assertThat(kept).as("what earlier trials took").isNotEmpty().allMatch(Files::exists);
  }

  @Test
  void what_a_longer_run_measured_stays_for_as_long_as_its_journal_does() throws Exception {
    int before = run(RECIPE, ON, ON_WAN).size();
    Path last = folder.resolve("captures/tp-link-bulb/trial-" + before + ".pcap");
    assertThat(run(RECIPE, ON)).hasSizeLessThan(before);
    assertThat(last).exists();

    Files.delete(folder.resolve("journal/archive/tp-link-bulb.000001.jsonl"));
    List<TrialRecord> trials = run(RECIPE, ON);

    assertThat(last).doesNotExist();
    assertThat(there()).containsAll(referredTo(trials));
  }

  @Test
  void files_of_others_stay() throws Exception {
    Path notes = Files.createDirectories(folder.resolve("captures/tp-link-bulb"));
    Files.writeString(notes.resolve("notes.txt"), "mine");
    Path other = Files.createDirectories(folder.resolve("captures/tp-link-bulb-2"));
    Files.writeString(other.resolve("trial-1.pcap"), "of another device");
    run(RECIPE, ON);

    assertThat(notes.resolve("notes.txt")).exists();
    assertThat(other.resolve("trial-1.pcap")).exists();
  }
}
