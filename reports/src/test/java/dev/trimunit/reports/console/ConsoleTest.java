// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.listener.Progress;
import dev.trimunit.engine.listener.ProgressBuilder;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH.plusSeconds(60));

  @Test
  void the_matrix_shows_device_destination_and_usage() {
    String matrix = Matrix.of(MemoryOutput.data(SampleRun.ofThePaper()), false);
    assertThat(matrix)
        .contains("SIMULATED LAB")
        .contains("TP-Link smart bulb")
        .containsPattern("ntp.org:123/udp +blockable +blockable +support +all")
        .containsPattern("tplinkcloud.com:443/tcp +required +required +first +none")
        .contains("blocked as a whole: 2 destinations, 3 of 3 joint trials passed")
        .contains("only while amazonaws.com:443/tcp is blocked: time.windows.com:123/udp (trial")
        .contains(
            "claims and promises: 1 of 2 hold\n  FAILED it works without its cloud\n    expected")
        .doesNotContain("\u001b");
  }

  @Test
  void a_terminal_gets_colours() {
    assertThat(Matrix.of(MemoryOutput.data(SampleRun.ofThePaper()), true))
        .contains("\u001b[32mblockable");
  }

  @Test
  void a_build_server_gets_none() {
    assertThat(Terminal.detect(Map.of("CI", "true", "TERM", "xterm"))).isEqualTo(Terminal.PLAIN);
    assertThat(Terminal.detect(Map.of("NO_COLOR", "1", "TERM", "xterm"))).isEqualTo(Terminal.PLAIN);
    assertThat(Terminal.detect(Map.of())).isEqualTo(Terminal.PLAIN);
  }

  @Test
  void a_log_gets_a_line_per_phase_and_every_five_seconds() {
    ProgressLines lines = new ProgressLines(out, Terminal.PLAIN, now::get);
    lines.progressed(progress("calibrating", 1));
    lines.progressed(progress("calibrating", 2));
    lines.progressed(progress("settling", 3));
    now.set(now.get().plusSeconds(5));
    lines.progressed(progress("settling", 4));
    assertThat(text().lines())
        .containsExactly(
            "[trimunit] bulb: calibrating, trial 1, 0 of 10 verdicts, 5 min of lab time, about 20 min left",
            "[trimunit] bulb: settling, trial 3, 0 of 10 verdicts, 5 min of lab time, about 20 min left",
            "[trimunit] bulb: settling, trial 4, 0 of 10 verdicts, 5 min of lab time, about 20 min left");
  }

  @Test
  void several_devices_get_a_line_of_all_every_ten_seconds() {
    ProgressLines lines = new ProgressLines(out, Terminal.PLAIN, now::get);
    lines.progressed(progress("settling", 3));
    lines.progressed(new Progress("camera", "calibrating", 1, 0, 0, HOUR, Duration.ZERO));
    now.set(now.get().plusSeconds(10));
    lines.progressed(
        ProgressBuilder.stagedBuilder()
            .device("camera")
            .phase("settling")
            .trials(4)
            .verdictsSettled(2)
            .verdictsWanted(6)
            .labTimeSpent(HOUR)
            .labTimeLeft(HOUR)
            .labTimeSpread(Duration.ofSeconds(1799))
            .build());
    assertThat(text().lines())
        .contains("[trimunit] camera: calibrating, trial 1, 1 h of lab time")
        .endsWith(
            "[trimunit] camera: settling, trial 4, 2 of 6 verdicts, 1 h of lab time, about 1 h left (± 30 min)",
            "[trimunit] 2 devices: 7 trials, 2 of 16 verdicts, camera is the last with about 1 h left (± 30 min)");
  }

  @Test
  void a_terminal_gets_one_line_that_is_written_over() {
    ProgressLines lines = new ProgressLines(out, new Terminal(true, true), now::get);
    lines.progressed(progress("calibrating", 1));
    lines.close();
    assertThat(text()).contains("\r[trimunit] bulb: calibrating").doesNotContain("\n");
  }

  @Test
  void what_somebody_should_know_has_a_line_of_its_own() {
    ProgressLines lines = new ProgressLines(out, new Terminal(true, true), now::get);
    lines.progressed(progress("calibrating", 1));
    lines.tell("bulb", "The run goes on after trial 7 of an \u001b[31munfinished\n one");
    assertThat(text())
        .endsWith(
            "\r[trimunit] bulb: The run goes on after trial 7 of an ?[31munfinished? one"
                + System.lineSeparator());
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Progress progress(String phase, int trials) {
    return new Progress(
        "bulb", phase, trials, 0, 10, Duration.ofMinutes(5), Duration.ofMinutes(20));
  }
}
