// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubLabProvider;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A step ends the virtual machine as if all were well. */
@Tag("slow")
final class ExitInAStepTest {
  @TempDir private Path folder;

  /** The process, as a launcher without a suite class: it is content when the engine is. */
  static final class Run {
    private Run() {}

    public static void main(String[] args) {
      Usage usage = new Usage("switching on", Vantage.LAN);
      StubBench bulb =
          new StubBench(new Device("bulb", "bulb", "bulb", "", "", "", ""))
              .use(StubUse.of(usage).tapping("Power", "on"));
      boolean closes = args.length == 1;
      StubLabProvider.use(closes ? new StubLab(bulb) : new LabThatStaysOff(bulb));
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectDirectory(args[0]))
                  .build());
      System.out.println("the launcher has told");
      System.exit(0);
    }
  }

  /** A lab that cannot give a device its power back. */
  private static final class LabThatStaysOff extends StubLab {
    LabThatStaysOff(StubBench bench) {
      super(bench);
    }

    @Override
    public void close() {
      super.close();
      throw new LabFault("plug 7 stays off");
    }
  }

  @Test
  @Timeout(120)
  void is_no_success_and_what_was_not_run_is_said() throws Exception {
    assertThat(said())
        .contains("TrimUnit was stopped by System.exit: the lab is as it was found.")
        .contains("Not run, or not to its end:")
        .contains("  mine (")
        .contains("  after (")
        .contains("the launcher has told");
  }

  @Test
  @Timeout(120)
  void a_lab_that_could_not_be_left_as_found_is_told() throws Exception {
    assertThat(said("stays off"))
        .contains(
            "TrimUnit was stopped by System.exit: the lab could not be left as found (plug 7 stays off): look after it.");
  }

  private String said(String... more) throws Exception {
    Path specs = Files.createDirectories(folder.resolve("specs"));
    new Specs(specs)
        .write(
            "bulb.feature",
            Specs.BULB
                + "  Scenario: mine\n    When a step throws exit\n\n  Scenario: after\n    Then switching on succeeds\n");
    Path said = folder.resolve("said");

    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtrimunit.lab=stub",
                "-Dtrimunit.glue=dev.trimunit.engine.glue",
                "-Dtrimunit.output=" + folder.resolve("out"),
                "-Dtrimunit.journal=" + folder.resolve("journal"),
                "-cp",
                System.getProperty("java.class.path"),
                Run.class.getName(),
                specs.toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    return Files.readString(said);
  }
}
