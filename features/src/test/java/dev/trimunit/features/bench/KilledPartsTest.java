// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.features.bench.BenchOfParts.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a {@link BenchOfParts} that are killed leave nothing blocked and everything powered. */
@Tag("slow")
@NeedsParts
final class KilledPartsTest {
  /**
   * More of them for whoever measures: {@code -Dtrimunit.bench.kills=20
   * -Dtrimunit.tests.hear.properties=true}.
   */
  private static final int KILLS = Integer.getInteger("trimunit.bench.kills", 2);

  /** Of so many kills one takes the keeper, too. */
  private static final int EVERYBODY = 5;

  private static final List<String> DEVICES = List.of("bulb", "kettle", "clock");

  @TempDir private Path folder;
  private BenchOfParts bench;

  /** At any moment of a run: with its gateway or without, and now and then with its keeper. */
  @Test
  @Timeout(3_600)
  void whatever_is_killed_nothing_is_blocked_and_everything_has_power() throws Exception {
    try (BenchOfParts opened = BenchOfParts.open(folder.resolve("parts"), Faults.NONE)) {
      bench = opened;
      TestersFolder files = PartsRun.written(bench, folder, DEVICES.toArray(String[]::new));
      for (int seed = 1; seed <= KILLS; seed++) {
        Random random = new Random(seed);
        Path log = folder.resolve("log-" + seed + ".txt");
        Process run = files.start(bench, log, files.run("--protocol", "fixed-1"));
        if (seed == 1) {
          await(run, log, this::allHavePower);
          await(run, log, () -> !allHavePower()); // only the keeper gives it back
        } else {
          run.waitFor(random.nextInt(60_000), TimeUnit.MILLISECONDS);
        }
        boolean everybody = seed % EVERYBODY == 0;
        if (everybody || random.nextBoolean()) {
          Box.kill(run, "GatewayMain");
        }
        if (everybody) {
          Box.kill(run, "KeeperMain");
        }
        run.children().forEach(ProcessHandle::destroyForcibly); // the run itself
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String what = "seed " + seed + "\n" + Files.readString(log);
        assertThat(what).doesNotContain("is not ready", "cannot be opened");
        BenchFaultsTest.requireNoWrongVerdict(what);
        if (everybody) {
          Freed.requireLapsed(bench, what);
        } else {
          Freed.require(bench, this::allHavePower, what);
        }
      }
    }
  }

  private boolean allHavePower() {
    return bench.hasPower(DEVICES);
  }

  private static void await(Process run, Path log, BooleanSupplier holds)
      throws IOException, InterruptedException {
    while (!holds.getAsBoolean()) {
      assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
      run.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }
}
