// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.campaign.Limits;
import dev.trimunit.engine.campaign.ModelDevice;
import dev.trimunit.engine.campaign.Score;
import dev.trimunit.engine.campaign.Size;
import dev.trimunit.engine.campaign.World;
import dev.trimunit.engine.protocol.certify.Constants;
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
 * comma-separated), {@code out} (target/bench). Fails at the end if a row with enough devices
 * misses its {@link Limits}; cheap rows come first.
 */
@Tag("bench")
class ProtocolBenchmark {
  @Test
  void all_protocols_on_the_same_devices() throws IOException {
    main();
  }

  public static void main(String... args) throws IOException {
    int devices = Integer.getInteger("trimunit.bench.devices", 2000);
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    List<String> rows = new ArrayList<>(List.of(Score.header()));
    List<String> missed = new ArrayList<>();
    for (Size size : Size.ALL) {
      for (World world : World.ALL) {
        if (wanted("worlds", world.name()) && wanted("sizes", size.name())) {
          for (Protocol protocol : protocols()) {
            Score score = score(world, size, protocol, devices);
            rows.add(score.row(world, size, protocol.key()));
            System.out.println(rows.get(rows.size() - 1));
            Files.write(out.resolve("protocols.csv"), rows);
            missed.addAll(Limits.missed(world, size, protocol.key(), score));
          }
        }
      }
    }
    if (!missed.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), missed));
    }
  }

  private static Score score(World world, Size size, Protocol protocol, int devices) {
    long seconds = Integer.getInteger("trimunit.bench.seconds", 0);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Score score = new Score();
    for (int seed = 1; seed <= devices; seed++) {
      if (seconds == 0 || seed <= 20 || System.nanoTime() < end) {
        score.add(new ModelDevice(size, world, seed), protocol);
      }
    }
    return score;
  }

  private static List<Protocol> protocols() {
    List<Protocol> protocols = new ArrayList<>();
    for (String name : List.of("paper", "fixed-5", "sequential")) {
      protocols.add(Protocols.named(name));
    }
    protocols.add(
        new CertifyProtocol("certify-no-list-trials", e -> Constants.published(e, false)));
    protocols.add(
        new CertifyProtocol("certify-no-list-trials-deep", e -> Constants.published(e, true)));
    protocols.add(Protocols.named("certify"));
    protocols.add(Protocols.named("certify-deep"));
    return protocols.stream().filter(p -> wanted("protocols", p.key())).toList();
  }

  private static boolean wanted(String property, String name) {
    String parts = System.getProperty("trimunit.bench." + property, "");
    return parts.isEmpty() || Arrays.asList(parts.split(",")).contains(name);
  }
}
