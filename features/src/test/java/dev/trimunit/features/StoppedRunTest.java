// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathResource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run in a process of its own is asked to go (SIGTERM) in the middle of a campaign. */
@Tag("slow")
final class StoppedRunTest {
  private static final int BEFORE_THE_STOP = 12;
  private static final String DEVICE = "tp-link-bulb";

  @TempDir private Path folder;

  /** The process: the devices that its arguments name. */
  static final class Run {
    private Run() {}

    public static void main(String[] args) {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      Stream.of(args)
                          .map(id -> selectClasspathResource("features/" + id + ".feature"))
                          .toList())
                  .build());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(600)
  void a_stopped_run_leaves_the_lab_says_what_was_not_run_and_goes_on_later() throws Exception {
    Process process = start();
    while (trials() < BEFORE_THE_STOP && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
      // It is under way.
    }
    process.destroy();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 15);
    String said = Files.readString(folder.resolve("said"));
    assertThat(said)
        .contains("TrimUnit was stopped: the lab is as it was found.")
        .containsPattern(
            "(?s)Not run, or not to its end:.*<functionality> over <vantage> without <destination>"
                + " \\(.*tp-link-bulb\\.feature:\\d+\\)")
        .contains("The journal keeps what was run: the same command goes on from there.");

    List<String> before = journal();
    assertThat(before).hasSizeGreaterThan(BEFORE_THE_STOP);
    Process again = start();
    while (journal().size() < before.size() + 3 && !again.waitFor(50, TimeUnit.MILLISECONDS)) {
      // It goes on.
    }
    again.destroy();
    assertThat(again.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(journal())
        .hasSizeGreaterThan(before.size())
        .startsWith(before.toArray(String[]::new));
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dtrimunit.protocol=paper"); // There is a lot to run.
    command.add("-Dtrimunit.journal=" + folder.resolve("journal"));
    command.add("-Dtrimunit.output=" + folder.resolve("out"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Run.class.getName(), DEVICE));
    File said = folder.resolve("said").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
  }

  private int trials() throws IOException {
    return journal().size() - 1;
  }

  private List<String> journal() throws IOException {
    Path journal = folder.resolve("journal/" + DEVICE + ".jsonl");
    return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
  }
}
