// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.trial.certify.Constants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All protocols on the same devices: {@code mvn -Pbench -pl engine test}. Properties, each
 * beginning with {@code trimunit.bench.}: {@code devices} (2000), {@code seconds} (the most that a
 * row takes; 0, no limit), {@code worlds}, {@code sizes}, {@code protocols} (parts of names,
 * comma-separated), {@code out} (target/bench).
 */
@Tag("bench")
class ProtocolBenchmark {
  /** Thirty repetitions of everything take long and hardly vary: on large devices fewer do. */
  private static final int MOST_PAPER_TRIALS = 2_000_000;

  @Test
  void all_protocols_on_the_same_devices() throws IOException {
    main();
  }

  public static void main(String... args) throws IOException {
    int devices = Integer.getInteger("trimunit.bench.devices", 2000);
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    List<String> rows = new ArrayList<>(List.of(Score.header()));
    for (World world : World.ALL) {
      for (Size size : Size.ALL) {
        if (wanted("worlds", world.name()) && wanted("sizes", size.name())) {
          for (Protocol protocol : protocols()) {
            String row = row(world, size, protocol, devices);
            System.out.println(row);
            rows.add(row);
            Files.write(out.resolve("protocols.csv"), rows);
          }
        }
      }
    }
  }

  private static String row(World world, Size size, Protocol protocol, int devices) {
    boolean paper = protocol.key().equals("paper");
    int most = paper ? Math.max(100, MOST_PAPER_TRIALS / size.paper()) : devices;
    long seconds = Integer.getInteger("trimunit.bench.seconds", 0);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Score score = new Score();
    for (int seed = 1; seed <= Math.min(most, devices); seed++) {
      if (seconds == 0 || seed <= 20 || System.nanoTime() < end) {
        score.add(new ModelDevice(size, world, seed), protocol);
      }
    }
    return score.row(world, size, protocol.key());
  }

  private static List<Protocol> protocols() {
    List<Protocol> protocols = new ArrayList<>();
    for (String name : List.of("paper", "fixed-5", "sequential")) {
      protocols.add(Protocols.named(name));
    }
    protocols.add(new CertifyProtocol("certify-no-soak", e -> Constants.published(e, false)));
    protocols.add(new CertifyProtocol("certify-no-soak-deep", e -> Constants.published(e, true)));
    protocols.add(Protocols.named("certify"));
    protocols.add(Protocols.named("certify-deep"));
    return protocols.stream().filter(p -> wanted("protocols", p.key())).toList();
  }

  private static boolean wanted(String property, String name) {
    String parts = System.getProperty("trimunit.bench." + property, "");
    return parts.isEmpty() || Arrays.asList(parts.split(",")).contains(name);
  }
}
