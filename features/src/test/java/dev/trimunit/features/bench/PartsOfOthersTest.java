// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.features.bench.BenchOfParts.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bench of parts that we did not write. What its devices need was found out by hand: with the
 * name refused by dnsmasq, the device power-cycled and used.
 */
@Tag("slow")
@NeedsParts
final class PartsOfOthersTest {
  @TempDir private Path folder;

  @Test
  @Timeout(900)
  void a_bulb_on_Node_RED_a_kettle_on_homebridge_and_a_clock_get_their_own_verdicts()
      throws Exception {
    try (BenchOfParts bench = BenchOfParts.open(folder.resolve("parts"), Faults.NONE)) {
      Path visits = bench.visit();
      PartsRun run = PartsRun.of(bench, folder, "certify", "bulb", "kettle", "clock");
      assertThat(run.said().text())
          .containsPattern("broker\\.bulb\\.test:1883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable")
          .containsPattern("api\\.pushover\\.net:443/tcp +blockable");
      assertThat(said(run, "homebridge kettle"))
          .containsPattern("time\\.vendor\\.test:123/udp +blockable");
      assertThat(said(run, "chronyd clock"))
          .containsPattern("time\\.vendor\\.test:123/udp +required");
      assertThat(run.said().code()).as(run.said().text()).isZero();
      for (String id : List.of("bulb", "kettle", "clock")) {
        PartsRun.requireAsFound(bench, id);
      }
      Neighbour neighbour = Neighbour.read(visits, run.trials("bulb"));
      System.out.println(neighbour);
      assertThat(neighbour.blocked()).isNotEmpty();
      assertThat(neighbour.isAlwaysServed()).as(Files.readString(visits)).isTrue();
    }
  }

  /** The part of a run's matrix that is about one device. */
  private static String said(PartsRun run, String name) {
    return run.said().text().replaceFirst("(?s).*\\R" + name + "\\R(.*?\\R)\\R.*", "$1");
  }
}
