// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.needs.Needs;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is killed while its phone shows the app leaves no server and no browser. */
@Tag("slow")
@Needs(also = PhoneLab.PhonePrograms.class)
final class KilledPhonesTest {
  @TempDir Path output;

  @ParameterizedTest
  @EnumSource
  void no_server_and_no_browser_survive(Privilege privilege) throws Exception {
    Process run =
        JavaProcess.start(
            command -> command,
            KilledPhonesTest.class,
            List.of(privilege.name(), output.toString()));
    try (BufferedReader words = run.inputReader(StandardCharsets.UTF_8)) {
      assertThat(words.readLine()).isEqualTo("shown");
    }
    List<ProcessHandle> started = run.descendants().toList();
    assertThat(started)
        .extracting(each -> Path.of(each.info().command().orElse("gone")).getFileName().toString())
        .contains("node", "chromedriver", "chromium", "java");
    run.destroyForcibly();
    for (ProcessHandle process : started) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  /** The run. */
  public static void main(String[] arguments) throws Exception {
    Privilege privilege = Privilege.valueOf(arguments[0]);
    try (PhoneLab lab = PhoneLab.open(privilege, Path.of(arguments[1]));
        AppiumCompanionApp app = lab.app(lab.bulb())) {
      lab.backend.shows(Screens.bulb(false, "Ready"));
      app.restart();
      System.out.println("shown");
      System.in.read();
    }
  }
}
