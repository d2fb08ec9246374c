// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.files.DeviceUnits.Deviating;
import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several units of a device work on one campaign. */
@Tag("slow")
final class UnitsTest {
  private static final String BULB = "tp-link-bulb";
  private static final List<Usage> USAGES =
      List.of(new Usage("switching on", Vantage.LAN), new Usage("switching on", Vantage.WAN));
  private static final Destination NTP = Destination.parse("ntp.org:123/udp");
  private static final Destination NIST = Destination.parse("nist.gov:123/udp");

  @TempDir Path folder;

  /** What a run told. */
  private static final class Heard implements RunListener {
    final List<TrialRecord> trials = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final List<Blocklist> lists = new ArrayList<>();
    List<Verdict> verdicts = List.of();

    @Override
    public void trialFinished(TrialRecord trial) {
      trials.add(trial);
    }

    @Override
    public void warned(Device device, String sentence) {
      notices.add(sentence);
    }

    @Override
    public void blocklistVerified(Blocklist list) {
      lists.add(list);
    }

    Map<String, VerdictKind> kinds() {
      Map<String, VerdictKind> kinds = new TreeMap<>();
      verdicts.forEach(v -> kinds.put(v.destination() + " " + v.usage(), v.kind()));
      return kinds;
    }

    Duration length() {
      Instant last = trials.stream().map(TrialRecord::end).max(Instant::compareTo).orElseThrow();
      return Duration.between(trials.get(0).start(), last);
    }
  }

  private static LabFile units(int count, Deviating... deviating) {
    DeviceUnits bulbs = new DeviceUnits(BULB, count, List.of(deviating));
    return new LabFile(Map.of(), List.of(), 0, List.of(), List.of(bulbs));
  }

  private Heard run(String name, LabFile file, int most) {
    Heard heard = new Heard();
    RecipeScript script = new RecipeScript(Recipe.BULB);
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named("certify"),
            0.01,
            Duration.ofMinutes(2),
            destination -> true,
            folder.resolve(name),
            () -> heard.trials.size() >= most);
    try (Lab lab = Trials.lab(Trials.SHIPPED, 1, folder, file);
        Campaign campaign = new Campaign(lab.bench(BULB), settings, heard)) {
      campaign.calibrate(USAGES, script);
      campaign.settle(USAGES, script, verdict -> {});
      heard.verdicts = campaign.verdicts();
    } catch (CampaignStopped e) {
      heard.notices.add(String.valueOf(e.getMessage()));
    }
    return heard;
  }

  private Heard run(String name, LabFile file) {
    return run(name, file, Integer.MAX_VALUE);
  }

  @Test
  void four_units_find_what_one_finds_sooner_and_each_trial_says_where_it_ran() {
    Heard one = run("one", LabFile.DEFAULT);
    Heard four = run("four", units(4));

    assertThat(four.kinds()).isEqualTo(one.kinds());
    assertThat(four.length()).isLessThan(one.length());
    assertThat(one.trials).extracting(TrialRecord::unit).containsOnly(0);
    assertThat(four.trials).extracting(TrialRecord::unit).containsOnly(1, 2, 3, 4);
    assertThat(four.notices).noneMatch(notice -> notice.contains("put aside"));
  }

  @Test
  void trials_of_one_unit_follow_each_other() {
    Map<Integer, Instant> free = new TreeMap<>();
    for (TrialRecord trial : run("four", units(4)).trials) {
      assertThat(trial.start()).isAfterOrEqualTo(free.getOrDefault(trial.unit(), Instant.MIN));
      free.put(trial.unit(), trial.end());
    }
  }

  @Test
  void the_list_passed_on_every_unit_and_what_is_required_failed_alone_on_two() {
    Heard four = run("four", units(4));

    Blocklist list = four.lists.get(0);
    assertThat(list.destinations()).containsExactlyInAnyOrder(NTP, NIST);
    assertThat(unitsOf(four, list.trialNumbers())).containsExactly(1, 2, 3, 4);
    assertThat(four.verdicts)
        .filteredOn(verdict -> verdict.kind() == VerdictKind.REQUIRED)
        .isNotEmpty()
        .allSatisfy(
            verdict ->
                assertThat(
                        four.trials.stream()
                            .filter(t -> verdict.trialNumbers().contains(t.number()))
                            .filter(t -> t.blocked().size() == 1 && !t.passed(verdict.usage()))
                            .map(TrialRecord::unit)
                            .distinct())
                    .hasSizeGreaterThan(1));
  }

  private static List<Integer> unitsOf(Heard heard, List<Integer> numbers) {
    return heard.trials.stream()
        .filter(trial -> numbers.contains(trial.number()))
        .map(TrialRecord::unit)
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void the_journal_alone_gives_the_verdicts_of_four_units() {
    Heard four = run("four", units(4));
    Replay replay = new Replay(folder.resolve("four/archive/" + BULB + ".000001.jsonl"));

    assertThat(replay.verdicts(Protocols.named("certify"), 0.01, destination -> true))
        .isEqualTo(four.verdicts);
  }

  @Test
  void a_run_that_was_stopped_goes_on_as_if_it_had_not_been() {
    Heard undisturbed = run("whole", units(4));
    for (int most = 3; most < undisturbed.trials.size(); most += 7) {
      run("stopped" + most, units(4), most);
      Heard resumed = run("stopped" + most, units(4));
      assertThat(resumed.verdicts).isEqualTo(undisturbed.verdicts);
      assertThat(resumed.trials).hasSameSizeAs(undisturbed.trials);
    }
  }

  @Test
  void a_unit_that_needs_more_is_named_and_put_aside() {
    Heard four = run("odd", units(4, new Deviating(3, List.of("time"))));

    assertThat(four.notices)
        .filteredOn(notice -> notice.contains("put aside"))
        .singleElement()
        .asString()
        .startsWith("Unit 3 is put aside: units differ: without ")
        .contains(NTP.toString());
    assertThat(four.kinds()).isEqualTo(run("one", LabFile.DEFAULT).kinds());
    assertThat(unitsOf(four, four.lists.get(0).trialNumbers())).containsExactly(1, 2, 4);
  }

  @Test
  void of_two_units_that_differ_the_list_breaks_neither() {
    Heard two = run("two", units(2, new Deviating(2, List.of("time"))));

    assertThat(two.notices).anyMatch(notice -> notice.startsWith("Unit 1 is put aside"));
    assertThat(two.lists).allSatisfy(list -> assertThat(list.destinations()).doesNotContain(NTP));
  }

  @Test
  void a_deviation_that_no_device_can_have_is_refused_with_what_it_could_be() {
    assertThatThrownBy(() -> run("wrong", units(2, new Deviating(2, List.of("tim")))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("'tim', which is no contact of the device's model")
        .hasMessageContaining("time");
  }

  @Test
  void what_is_said_of_trials_names_their_units() {
    Heard four = run("four", units(4));

    assertThat(
            four.verdicts.stream()
                .filter(verdict -> verdict.kind() == VerdictKind.REQUIRED)
                .map(Verdict::reason)
                .collect(Collectors.joining("\n")))
        .contains("on units ");
  }
}
