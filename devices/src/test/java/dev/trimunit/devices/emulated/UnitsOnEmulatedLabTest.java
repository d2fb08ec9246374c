// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.files.EmulatedLabFile;
import dev.trimunit.devices.files.EmulatedLabFile.Resolver;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several units of a device as processes, each with an address, a supply and a phone of its own.
 */
@Tag("slow")
@Needs(also = EmulatedPrograms.class)
final class UnitsOnEmulatedLabTest {
  private static final String LAMP = "lamp";
  private static final DeviceUnits TWO = new DeviceUnits(LAMP, 2, List.of());

  /** What two destinations of a lamp are, of which it needs the first. */
  private static final List<String> TRUTH =
      List.of("LAN ads.test:443/tcp blockable", "LAN cloud.vendor.test:443/tcp required");

  private static final String FILE =
      """
      name: Lamp
      noun: lamp
      start-up: 10 s
      app:
        package: com.example.lamp
        states:
          off: {element: {label: Power, attribute: checked, value: "false"}}
          on: {element: {label: Power, attribute: checked, value: "true"}}
      model:
        boot: 1 s
        names:
          cloud.vendor.test: {addresses: [198.51.100.21], ttl: 1 min}
          ads.test: {addresses: [203.0.113.40], ttl: 1 min}
        contacts:
          cloud: {destination: "cloud.vendor.test:443/tcp", after: 1 s}
          ads: {destination: "ads.test:443/tcp", after: 1 s}
        functionalities:
          switching on: {LAN: {needs: [cloud]}}
        screen:
          title: Lamp
          variables:
            power: {first: off, reset: app-start}
          elements:
            - {kind: toggle, label: Power, shows: power, does: switching on, toggles: power}
      """;

  @TempDir Path output;
  private Path resources;

  @BeforeEach
  void writes_a_lamp() throws IOException {
    resources = output.resolve("resources");
    Path devices = Files.createDirectories(resources.resolve("devices"));
    Files.writeString(devices.resolve(LAMP + ".yaml"), FILE);
  }

  private Lab lab(DeviceUnits units) {
    EmulatedLabFile file = new EmulatedLabFile(240, Resolver.OWN, List.of(units));
    return EmulatedTrials.open(resources, output, Namespaces.any(), file);
  }

  static Duration length(List<TrialRecord> trials) {
    Instant first = trials.stream().map(TrialRecord::start).min(Instant::compareTo).orElseThrow();
    Instant last = trials.stream().map(TrialRecord::end).max(Instant::compareTo).orElseThrow();
    return Duration.between(first, last);
  }

  private static Duration together(List<TrialRecord> trials) {
    return trials.stream()
        .map(trial -> Duration.between(trial.start(), trial.end()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void two_units_tell_the_truth_sooner_than_one_after_the_other_and_so_does_their_journal() {
    SettledCampaign two;
    try (Lab lab = lab(TWO)) {
      two = SettledCampaign.certified(lab.bench(LAMP), output.resolve("journal"), request -> {});
    }
    List<TrialRecord> settling =
        two.trials().stream().filter(trial -> !trial.blocked().isEmpty()).toList();

    assertThat(two.verdicts()).containsExactlyInAnyOrderElementsOf(TRUTH);
    assertThat(two.warnings()).isEmpty();
    assertThat(two.trials()).extracting(TrialRecord::fault).containsOnly("");
    assertThat(settling).extracting(TrialRecord::unit).contains(1, 2);
    assertThat(length(settling)).isLessThan(together(settling));
    Replay replay = new Replay(output.resolve("journal/archive/lamp.000001.jsonl"));
    assertThat(SettledCampaign.words(replay.verdicts(Protocols.named("certify"), .01, d -> true)))
        .isEqualTo(two.verdicts());
  }

  @Test
  void a_unit_whose_process_dies_is_void_and_put_aside_and_the_other_finishes() {
    SettledCampaign campaign;
    try (Lab lab = lab(TWO)) {
      campaign =
          SettledCampaign.certified(
              lab.bench(LAMP), output.resolve("journal"), UnitsOnEmulatedLabTest::killSecond);
    }
    assertThat(campaign.warnings())
        .singleElement()
        .asString()
        .startsWith("Unit 2 is put aside: the lab could not tell in 5 of its trials in a row")
        .contains("lamp unit 2's process ended by itself");
    assertThat(campaign.verdicts()).containsExactlyInAnyOrderElementsOf(TRUTH);
  }

  private static void killSecond(TrialRequest request) {
    if (request.unit() == 2) {
      BrokenLabTest.kill(".* dev\\.trimunit\\.devices\\.emulated\\.DeviceMain .* lamp-unit-2 .*");
    }
  }

  @Test
  void units_that_cannot_be_are_refused_with_what_to_write() throws IOException {
    assertThatThrownBy(() -> lab(new DeviceUnits("lmap", 2, List.of())))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("'lmap' has no file")
        .hasMessageContaining("'lamp'");
    Files.writeString(resources.resolve("devices/lamp-unit-2.yaml"), FILE);
    assertThatThrownBy(() -> lab(TWO))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("lamp-unit-2.yaml, as one of them would be called: rename that");
  }
}
