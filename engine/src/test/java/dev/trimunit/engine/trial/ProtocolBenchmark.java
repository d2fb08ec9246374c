// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.trial.certify.Constants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All protocols on the same devices: {@code mvn -Pbench}. Properties: {@code
 * trimunit.bench.devices}, {@code .worlds}, {@code .sizes}, {@code .protocols} (parts of names,
 * comma-separated), {@code .out}.
 */
final class ProtocolBenchmark {
  /** The protocols without memory of their own need few devices where a device takes long. */
  private static final int MOST_PAPER_TRIALS = 2_000_000;

  private ProtocolBenchmark() {}

  public static void main(String[] args) throws IOException {
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
    int most =
        protocol.key().equals("paper") ? Math.max(100, MOST_PAPER_TRIALS / size.paper()) : devices;
    Score score = new Score();
    for (int seed = 1; seed <= Math.min(most, devices); seed++) {
      score.add(new ModelDevice(size, world, seed), protocol);
    }
    return score.row(world, size, protocol.key());
  }

  private static List<Protocol> protocols() {
    List<Protocol> protocols = new ArrayList<>();
    for (String name : List.of("paper", "fixed-5", "sequential")) {
      protocols.add(Protocols.named(name));
    }
    protocols.add(new CertifyProtocol("certify-published", e -> Constants.published(e, false)));
    protocols.add(new CertifyProtocol("certify-published-deep", e -> Constants.published(e, true)));
    protocols.add(Protocols.named("certify"));
    protocols.add(Protocols.named("certify-deep"));
    return protocols.stream().filter(p -> wanted("protocols", p.key())).toList();
  }

  private static boolean wanted(String property, String name) {
    String parts = System.getProperty("trimunit.bench." + property, "");
    return parts.isEmpty() || Arrays.stream(parts.split(",")).anyMatch(name::contains);
  }
}
