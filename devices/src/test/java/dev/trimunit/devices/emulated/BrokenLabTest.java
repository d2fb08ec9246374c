// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What dies in an emulated lab voids the trials that need it, and nothing else. */
@Tag("slow")
@Needs(also = EmulatedPrograms.class)
final class BrokenLabTest {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  @TempDir Path output;

  @Test
  void a_device_that_is_gone_voids_its_trial_and_others_go_on() {
    try (Lab lab = EmulatedTrials.open(SHIPPED, output, 60, Namespaces.any())) {
      Bench camera = lab.bench("yi-camera");
      Bench bulb = lab.bench("tp-link-bulb");
      try (Recording recording = camera.capture().start("trial-1")) {
        kill(".* dev\\.trimunit\\.devices\\.emulated\\.DeviceMain .* yi-camera .*");
        CompanionApp app = camera.app(Vantage.LAN);
        gone(app::restart, "yi-camera's process ended by itself");
        gone(recording::stop, "yi-camera's process ended by itself");
      }
      assertThat(works(bulb, "Power", "on")).isTrue();
      camera.power().off();
      camera.power().on();
      assertThat(works(camera, "Watch", "live")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'chronyd .*chrony\\.conf', chronyd of the made-up Internet ended",
    "'.* dev\\.trimunit\\.devices\\.emulated\\.InternetMain .*', The made-up Internet ended",
    "'cat', namespaces are gone",
  })
  void a_part_of_the_lab_that_is_gone_voids_trials(String program, String reason) {
    try (Lab lab = EmulatedTrials.open(SHIPPED, output, 60, Namespaces.any())) {
      Bench bulb = lab.bench("tp-link-bulb");
      Recording recording = bulb.capture().start("trial-1");
      kill(program);
      assertThatThrownBy(recording::stop).isInstanceOf(LabFault.class);
      gone(() -> bulb.app(Vantage.LAN).restart(), reason);
    }
  }

  @Test
  void a_device_whose_start_was_interrupted_starts_later() {
    try (Lab lab = EmulatedTrials.open(SHIPPED, output, 60, Namespaces.any())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> lab.bench("tp-link-bulb")).isInstanceOf(LabFault.class);
      assertThat(Thread.interrupted()).isTrue();
      Bench bulb = lab.bench("tp-link-bulb");
      bulb.power().on();
      assertThat(works(bulb, "Power", "on")).isTrue();
    }
  }

  @Test
  void what_is_asked_for_and_not_there_is_refused_and_never_replaced() {
    refused("trimunit.emulated.privilege", "admin", "write 'root' or 'rootless'");
    refused("trimunit.emulated.phone", "brick", "write 'browser' or 'simulated'");
    refused("trimunit.emulated.appium", "/nowhere", "Run devices/install-lab.");
    refused("trimunit.lab.file", "emulatd", "'emulated'");
  }

  private void refused(String property, String value, String words) {
    LabSettings settings =
        new LabSettings(1, output, new ModelFolder(SHIPPED), Map.of(property, value));
    assertThatThrownBy(() -> new EmulatedLabProvider().open(settings))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(words);
  }

  private static void gone(org.assertj.core.api.ThrowableAssert.ThrowingCallable use, String why) {
    assertThatThrownBy(use).isInstanceOf(LabFault.class).hasMessageContaining(why);
  }

  private static boolean works(Bench bench, String tap, String state) {
    CompanionApp app = bench.app(Vantage.LAN);
    app.restart();
    app.tap(tap);
    return app.look(state).matches();
  }

  /** Only what this test started: a descendant of this process. */
  static void kill(String program) {
    ProcessHandle process =
        ProcessHandle.current()
            .descendants()
            .filter(each -> words(each).matches("(\\S*/)?" + program))
            .findFirst()
            .orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static String words(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(file).replace('\0', ' ').strip();
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
