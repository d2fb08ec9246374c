// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.needs.AsRoot;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run on a bench that is killed leaves nothing blocked and everything powered. */
@Tag("slow")
@Needs(
    programs = {"dnsmasq", "setpriv", "nft", "tcpdump", "ip", "ss", "ps", "flock"},
    also = {Namespaces.class, AsRoot.class})
final class KilledBenchTest {
  /** More of them for whoever measures: {@code -Dtrimunit.bench.kills=20}. */
  private static final int KILLS = Integer.getInteger("trimunit.bench.kills", 2);

  @TempDir private Path folder;

  /**
   * The run or its gateway, at any moment of a run that goes on from the one before: what refuses
   * then, forwards nothing that it should not, and the next run starts.
   */
  @Test
  @Timeout(1_800)
  void whatever_is_killed_the_bench_is_free_again_and_the_next_run_starts() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      TestersFolder files = new TestersFolder(folder);
      files.write(bench.file().replace("devices:", BenchFaultsTest.DHCP), "bulb");
      bench.run(bench.place("bulb").folder().resolve("on").toString());
      for (int seed = 1; seed <= KILLS; seed++) {
        Random random = new Random(seed);
        Path log = folder.resolve("log-" + seed + ".txt");
        Process run = files.start(bench, log, files.run("--protocol", "fixed-1"));
        if (seed == 1) {
          awaitCut(bench, run, log); // only the keeper gives it its power back
        } else {
          run.waitFor(random.nextInt(40_000), TimeUnit.MILLISECONDS);
        }
        boolean gateway = random.nextBoolean();
        if (gateway) {
          Box.kill(run, "GatewayMain");
        }
        run.children().forEach(ProcessHandle::destroyForcibly); // the run itself
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(log);
        BenchFaultsTest.requireNoWrongVerdict(said);
        assertThat(said).doesNotContain("is not ready", "cannot be opened", "cannot be used");
        requireFree(bench, "seed " + seed + "\n" + said);
        requireNoServer(bench);
        if (seed == 1) {
          assertThat(files.output().resolve("physical/keeper.txt"))
              .content()
              .contains("the run is gone", "bulb: had no power, and was switched on");
        }
      }
      TestersFolder.Said last = files.said(bench, files.run("--protocol", "fixed-1"));
      assertThat(last.text())
          .containsPattern("broker\\.bulb\\.test:8883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable");
      requireFree(bench, last.text());
    }
  }

  private static void awaitCut(BenchOfNamespaces bench, Process run, Path log)
      throws IOException, InterruptedException {
    while (bench.place("bulb").hasPower()) {
      assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
      run.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private static void requireFree(BenchOfNamespaces bench, String what)
      throws InterruptedException {
    Freed.require(bench, () -> bench.place("bulb").hasPower(), what);
  }

  /** No DHCP server of ours answers for a run that is gone. */
  private static void requireNoServer(BenchOfNamespaces bench) throws InterruptedException {
    for (int tenths = 0; bench.run("ss", "-lnup").contains("dnsmasq"); tenths++) {
      assertThat(tenths).as("tenths of a second with its DHCP server").isLessThan(100);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
