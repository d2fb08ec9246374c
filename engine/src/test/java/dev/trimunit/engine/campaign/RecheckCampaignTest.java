// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.campaign.Runs.ADS;
import static dev.trimunit.engine.campaign.Runs.CLOUD;
import static dev.trimunit.engine.campaign.Runs.NTP;
import static dev.trimunit.engine.campaign.Runs.OFF;
import static dev.trimunit.engine.campaign.Runs.ON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.journal.NightsFile;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Gate.Colour;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of a device in a lab, after a first campaign. */
@Tag("slow")
class RecheckCampaignTest {
  private static final Map<String, String> IDENTITY = Map.of("lab", "stub");
  private static final List<Usage> USAGES = List.of(OFF, ON);
  @TempDir Path folder;

  private static StubBench bulb() {
    return new StubBench("bulb")
        .contactsAtStart(NTP)
        .use(StubUse.of(ON).requires(CLOUD).contacts(ADS))
        .use(StubUse.of(OFF).requires(CLOUD).contacts(ADS));
  }

  /** Its new firmware does not switch on without its clock. */
  private static StubBench changed() {
    return new StubBench("bulb")
        .use(StubUse.of(ON).requires(CLOUD, NTP).contacts(ADS))
        .use(StubUse.of(OFF).requires(CLOUD).contacts(ADS, NTP));
  }

  private static final class Told {
    final Runs runs = new Runs();
    final List<Gate> gates = new ArrayList<>();

    Gate gate() {
      return gates.get(0);
    }
  }

  private Protocol gate() {
    Optional<Nights> kept = new NightsFile(folder, "bulb").read();
    return Protocols.named("recheck")
        .after(NightsBefore.of("bulb", Optional.empty(), kept, "stub", Nights.Settings.USUAL));
  }

  private Told run(StubBench bench, Protocol protocol, BooleanSupplier stop) {
    Told told = new Told();
    CampaignSettings usual = Runs.settings(folder, IDENTITY, stop);
    CampaignSettings settings =
        CampaignSettingsBuilder.builder(usual).protocol(protocol).cancelled(stop).build();
    try (Campaign campaign = new Campaign(bench, settings, told.runs)) {
      campaign.calibrate(USAGES, bench.script());
      campaign.settle(USAGES, bench.script(), told.runs.verdicts::add);
      told.gates.addAll(campaign.gates());
    } catch (CampaignStopped stopped) {
      assertThat(stop.getAsBoolean()).isTrue();
    }
    return told;
  }

  private Told night(StubBench bench) {
    return run(bench, gate(), () -> false);
  }

  private void certify() {
    run(bulb(), Protocols.named("certify"), () -> false);
  }

  @Test
  void nobody_knows_anything_before_a_first_campaign() {
    assertThatThrownBy(this::gate)
        .isInstanceOf(LabException.class)
        .hasMessageContaining("there is no accepted/bulb.yaml")
        .hasMessageContaining(
            "mvn verify -Dtrimunit.device=bulb -Dtrimunit.protocol=certify -Dtrimunit.accept");
  }

  @Test
  void a_first_campaign_is_what_nights_start_from() {
    certify();
    Told told = night(bulb());
    assertThat(told.gate().colour()).as(told.gate().text()).isEqualTo(Colour.GREEN);
    assertThat(told.runs.trials)
        .extracting(trial -> trial.purpose())
        .containsExactly(
            TrialPurpose.CONTROL,
            TrialPurpose.NO_ACTION,
            TrialPurpose.BLOCK,
            TrialPurpose.JOINT,
            TrialPurpose.JOINT);
    assertThat(told.runs.verdicts).hasSize(6).allMatch(verdict -> verdict.shown().now());
  }

  @Test
  void a_changed_firmware_is_red_this_night_and_the_next() {
    certify();
    assertThat(night(bulb()).gate().colour()).isEqualTo(Colour.GREEN);
    Told told = night(changed());
    assertThat(told.gate().colour()).isEqualTo(Colour.RED);
    assertThat(told.gate().reasons().get(0))
        .startsWith(NTP + " was blockable for " + ON + " and is now required");
    assertThat(night(changed()).gate().colour()).isEqualTo(Colour.RED);
    run(changed(), Protocols.named("certify"), () -> false);
    assertThat(night(changed()).gate().colour()).isEqualTo(Colour.GREEN);
  }

  @Test
  void the_journal_alone_gives_the_gate_and_the_verdicts() {
    certify();
    Told told = night(changed());
    Replay replay = new Replay(told.runs.journal);
    assertThat(replay.verdicts(Protocols.named("recheck"), 0.01, destination -> true))
        .isEqualTo(told.runs.verdicts);
    assertThat(replay.gates()).isEqualTo(told.gates);
  }

  @Test
  void a_night_that_was_stopped_ends_as_if_it_had_not_been() {
    certify();
    Told whole = new Told();
    for (int trials = 1; trials < 8; trials++) {
      Protocol protocol = gate();
      int most = trials;
      Told[] stopped = new Told[1];
      StubBench bench = changed();
      int[] run = new int[1];
      stopped[0] = run(bench, protocol, () -> run[0]++ >= most);
      assertThat(stopped[0].gates).isEmpty();
      assertThat(gate().before()).isEqualTo(protocol.before());
    }
    whole = night(changed());
    assertThat(whole.gate().colour()).isEqualTo(Colour.RED);
    assertThat(whole.runs.notices).anyMatch(notice -> notice.contains("goes on after trial"));
    assertThat(whole.gate().night()).isEqualTo(1);
  }

  @Test
  void the_list_has_to_pass_on_each_unit() {
    certify();
    Gate gate = night(bulb().besides(bulb(), bulb())).gate();
    assertThat(gate.colour()).as(gate.text()).isEqualTo(Colour.GREEN);
    assertThat(gate.guarantee())
        .contains(
            "It passed on unit 2, 3, too, once for each usage; all else was seen on the first.");
  }

  @Test
  void a_unit_on_which_the_list_does_not_pass_is_named_and_so_in_the_journal_alone() {
    certify();
    Told told = night(bulb().besides(bulb(), changed()));
    assertThat(told.gate().colour()).isEqualTo(Colour.RED);
    assertThat(told.gate().reasons().get(0))
        .startsWith("Unit 3 is not like the first: with the list blocked, " + ON + " failed there");
    Replay replay = new Replay(told.runs.journal);
    assertThat(replay.verdicts(Protocols.named("recheck"), 0.01, destination -> true))
        .isEqualTo(told.runs.verdicts);
    assertThat(replay.gates()).isEqualTo(told.gates);
  }

  @Test
  void a_unit_that_cannot_be_used_is_no_verdict() {
    certify();
    StubBench second =
        bulb()
            .always(
                event -> {
                  if (event.startsWith("restart")) {
                    throw new LabFault("The phone is gone");
                  }
                });
    Gate gate = night(bulb().besides(second)).gate();
    assertThat(gate.colour()).as(gate.text()).isEqualTo(Colour.AMBER);
    assertThat(gate.reasons().get(0))
        .startsWith("Whether the list passes on unit 2 cannot be told: the lab could not tell");
  }

  @Test
  void another_lab_has_shown_nothing() {
    certify();
    Optional<Nights> kept = new NightsFile(folder, "bulb").read();
    assertThatThrownBy(
            () -> NightsBefore.of("bulb", Optional.empty(), kept, "other", Nights.Settings.USUAL))
        .hasMessageContaining("its last run was in the lab 'stub'");
  }
}
