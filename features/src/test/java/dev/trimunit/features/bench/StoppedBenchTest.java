// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C in the terminal of a run on a bench, which reaches the run and every program of its group:
 * the bench is as it was found, or what is not is told.
 */
@Tag("slow")
@Needs(
    programs = {"dnsmasq", "nft", "tcpdump", "ip", "setsid", "kill", "flock"},
    also = Namespaces.class)
final class StoppedBenchTest {
  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void while_the_lab_opens() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      bench.run(bench.place("bulb").folder().resolve("on").toString());
      String said =
          stopped(bench, () -> Files.exists(folder.resolve("output/physical/bench.yaml")));
      assertThat(said).contains("TrimUnit was stopped: ").contains("the lab is as it was found");
      requireAsFound(bench);
    }
  }

  @Test
  @Timeout(300)
  void while_the_first_device_is_without_power() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      bench.run(bench.place("bulb").folder().resolve("on").toString());
      String said = stopped(bench, () -> !bench.place("bulb").hasPower());
      assertThat(said).contains("TrimUnit was stopped: ").contains("the lab is as it was found");
      requireAsFound(bench);
    }
  }

  /** Its plug says that it is on, and it is not heard. */
  @Test
  @Timeout(300)
  void a_plug_that_lies_at_the_end_is_found_out() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      ShelfPlace bulb = bench.place("bulb");
      bench.run(bulb.folder().resolve("on").toString());
      List<String> faults = new ArrayList<>(List.of("ok")); // off, to try the plug
      faults.addAll(Collections.nCopies(20, "lie"));
      bulb.faults(faults);
      String said = stopped(bench, () -> !bulb.hasPower());
      assertThat(said)
          .contains("The bench is not as it was found: ")
          .containsPattern("says that it is on, but nothing was heard of bulb \\(\\S+\\) in 10 s");
    }
  }

  private void requireAsFound(BenchOfNamespaces bench) {
    assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
    assertThat(bench.run("ps", "-e", "-o", "args")).doesNotContain("GatewayMain", "KeeperMain");
    assertThat(bench.place("bulb").hasPower()).isTrue();
  }

  /** What a run says that is stopped at a moment. */
  private String stopped(BenchOfNamespaces bench, BooleanSupplier moment)
      throws IOException, InterruptedException {
    TestersFolder files = new TestersFolder(folder);
    files.write(bench.file().replace("start-up: 30 s", "start-up: 10 s"), "bulb");
    Path log = folder.resolve("log.txt");
    Process run =
        files.start(
            bench,
            List.of("env", "--default-signal=INT", "setsid", "--wait"),
            log,
            files.run("--protocol", "fixed-1"));
    while (!moment.getAsBoolean()) {
      assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
      run.waitFor(5, TimeUnit.MILLISECONDS);
    }
    // The group of a terminal: not what gave itself a session of its own.
    long group = run.children().findFirst().orElseThrow().pid();
    new ProcessBuilder("kill", "-INT", "--", "-" + group).start().waitFor();
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
    return Files.readString(log);
  }
}
