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
          for (Row row : rows()) {
            Score score = score(world, size, row, devices);
            rows.add(score.row(world, size, row.name()));
            System.out.println(rows.get(rows.size() - 1));
            Files.write(out.resolve("protocols.csv"), rows);
            missed.addAll(Limits.missed(world, size, row.name(), score));
          }
        }
      }
    }
    if (!missed.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), missed));
    }
  }

  private static Score score(World world, Size size, Row row, int devices) {
    long seconds = Integer.getInteger("trimunit.bench.seconds", 0);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Score score = new Score();
    for (int seed = 1; seed <= devices; seed++) {
      if (seconds == 0 || seed <= 20 || System.nanoTime() < end) {
        ModelDevice device = new ModelDevice(size, world, seed);
        score.add(device, row.of(device));
      }
    }
    return score;
  }

  /**
   * A line of the table.
   *
   * @param right the share of destinations that somebody is right about who was asked before;
   *     nobody was if it is 0
   */
  private record Row(String name, Protocol protocol, double right) {
    Row(Protocol protocol) {
      this(protocol.key(), protocol, 0);
    }

    Protocol of(ModelDevice device) {
      return right == 0 ? protocol : protocol.knowing(List.of(device.told(right)));
    }
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String name : List.of("paper", "fixed-5", "sequential")) {
      rows.add(new Row(Protocols.named(name)));
    }
    rows.add(
        new Row(new CertifyProtocol("certify-no-list-trials", e -> Constants.published(e, false))));
    rows.add(
        new Row(
            new CertifyProtocol("certify-no-list-trials-deep", e -> Constants.published(e, true))));
    rows.add(new Row(Protocols.named("certify")));
    for (int right : new int[] {100, 95, 80, 50}) {
      rows.add(new Row("certify-known-" + right, Protocols.named("certify"), right / 100.0));
    }
    rows.add(
        new Row(
            new CertifyProtocol(
                "certify-1-calibration", e -> Constants.standard(e).calibrating(1))));
    rows.add(new Row(Protocols.named("certify-deep")));
    return rows.stream().filter(row -> wanted("protocols", row.name())).toList();
  }

  private static boolean wanted(String property, String name) {
    String parts = System.getProperty("trimunit.bench." + property, "");
    return parts.isEmpty() || Arrays.asList(parts.split(",")).contains(name);
  }
}
