// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials per hour of one device in the emulated lab, and where the time goes. */
@Tag("bench")
final class EmulatedLabBenchmark {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  private static final int TRIALS = Integer.getInteger("trimunit.bench.trials", 10);
  private static final Set<Destination> KNOWN = Set.of(Destination.parse("ntp.org:123/udp"));
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  @TempDir Path output;

  @Test
  void where_the_time_of_a_trial_goes() throws IOException {
    try (Lab lab = EmulatedTrials.open(SHIPPED, output, 60, Namespaces.any())) {
      Bench bulb = lab.bench("tp-link-bulb");
      trial(bulb, 0);
      nanos.clear();
      for (int i = 1; i <= TRIALS; i++) {
        trial(bulb, i);
      }
    }
    long total = nanos.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder csv = new StringBuilder("part;milliseconds;share\n");
    nanos.forEach(
        (part, time) ->
            csv.append(
                "%s;%d;%.3f%n".formatted(part, time / TRIALS / 1_000_000, (double) time / total)));
    csv.append("a trial;%d;1%n".formatted(total / TRIALS / 1_000_000));
    csv.append("trials per hour;%d;%n".formatted(3_600_000_000_000L * TRIALS / total));
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    Files.writeString(out.resolve("emulated-lab.csv"), csv);
    System.out.println(csv);
  }

  private void trial(Bench bench, int number) {
    Recording[] recording = new Recording[1];
    Block[] block = new Block[1];
    CompanionApp app = bench.app(Vantage.LAN);
    time("capture on", () -> recording[0] = bench.capture().start("trial-" + number));
    time("power off", () -> bench.power().off());
    time("two minutes off", () -> bench.clock().pass(Duration.ofMinutes(2)));
    Set<DestinationPattern> blocked = Set.of(DestinationPattern.parse("=ntp.org:123/udp"));
    time("block", () -> block[0] = bench.gateway().block(blocked, KNOWN, Strength.NORMAL));
    time("power on", () -> bench.power().on());
    time("start-up", () -> bench.clock().pass(bench.startUp()));
    time("app started", app::restart);
    time("tap", () -> app.tap("Power"));
    time("look", () -> app.look("on"));
    time("evidence", () -> block[0].evidence());
    time("capture off", () -> recording[0].stop());
    time("unblock", () -> block[0].close());
  }

  private void time(String part, Runnable action) {
    long begin = System.nanoTime();
    action.run();
    nanos.merge(part, System.nanoTime() - begin, Long::sum);
  }
}
