// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.features.bench.BenchOfParts.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@link BenchOfParts} of which 5 % of what plug, phone and DHCP server do fails. */
@Tag("slow")
@NeedsParts
final class PartsFaultsTest {
  /**
   * More of them for whoever measures: {@code -Dtrimunit.bench.seeds=5
   * -Dtrimunit.tests.hear.properties=true}.
   */
  private static final int SEEDS = Integer.getInteger("trimunit.bench.seeds", 1);

  /**
   * With {@code -Dtrimunit.bench.protocol=certify}, which takes twice as long, a list is verified.
   */
  private static final String PROTOCOL = System.getProperty("trimunit.bench.protocol", "fixed-1");

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Timeout(1_800)
  void what_fails_now_and_then_makes_trials_void_and_no_verdict_wrong(long seed) throws Exception {
    Path parts = folder.resolve("parts");
    try (BenchOfParts bench = BenchOfParts.open(parts, new Faults(5, seed))) {
      PartsRun run = PartsRun.of(bench, folder, PROTOCOL, "bulb");
      TestersFolder.Said said = run.said();
      BenchFaultsTest.requireNoWrongVerdict(said.text());
      assertThat(said.text())
          .containsPattern("broker\\.bulb\\.test:1883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable");
      PartsRun.requireAsFound(bench, "bulb");
      TestersFolder files = new TestersFolder(folder);
      TestersFolder.Said replayed = files.said(bench, replay(files));
      assertThat(replayed.text()).contains("recomputed: the same", "nothing was changed");
      assertThat(replayed.code()).as(replayed.text()).isZero();
      String faults = faults(parts);
      assertThat(faults).as("what the plug and the phone broke").isNotEqualTo("{}");
      List<String> trials = run.trials("bulb");
      long voids = trials.stream().filter(line -> line.contains("\"VOID\"")).count();
      System.out.printf("seed %d: %d of %d trials void; %s%n", seed, voids, trials.size(), faults);
      said.text().lines().filter(line -> line.contains("as a whole")).forEach(System.out::println);
    }
  }

  private static String[] replay(TestersFolder files) throws IOException {
    try (Stream<Path> bundles = Files.list(files.output().resolve("evidence/bulb"))) {
      return Stream.concat(Stream.of("replay"), bundles.map(Path::toString).sorted())
          .toArray(String[]::new);
    }
  }

  /** What the plug and the phone say of what they broke. */
  private static String faults(Path parts) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (String log : List.of("plug.log", "tablet.log")) {
      Files.readAllLines(parts.resolve(log)).stream()
          .map(line -> line.replaceFirst(": .*/", " "))
          .filter(line -> line.matches("broken .*|the relay is stuck|the DHCP server was killed"))
          .forEach(line -> counts.merge(line, 1, Integer::sum));
    }
    return counts.toString();
  }
}
