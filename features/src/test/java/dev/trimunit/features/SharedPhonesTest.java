// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plan of a run in a lab whose file says what devices share. */
@Tag("slow")
final class SharedPhonesTest {
  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void the_plan_says_who_waits_for_what() throws Exception {
    assertThat(said("-Dtrimunit.plan=true", "-Dtrimunit.lab.file=two-phones"))
        .contains("network outside is shared, and goes first to: ")
        .containsPattern(
            "phone is shared \\(there are 2\\), and goes first to: bosiwo-camera \\(.*, then .*bulb");
    assertThat(folder.resolve("journal")).doesNotExist();
  }

  private String said(String... properties) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    Stream.of(properties).forEach(command::add);
    command.add("-Dtrimunit.journal=" + folder.resolve("journal"));
    command.add("-Dtrimunit.output=" + folder.resolve("out"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(StoppedRunTest.Run.class.getName(), "tp-link-bulb", "yi-camera", "bosiwo-camera"));
    File said = folder.resolve("said").toFile();
    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start().waitFor();
    return Files.readString(said.toPath());
  }
}
