// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.campaign.BenchRows;
import dev.trimunit.engine.campaign.ModelDevice;
import dev.trimunit.engine.campaign.ModelLab;
import dev.trimunit.engine.campaign.Score;
import dev.trimunit.engine.campaign.Size;
import dev.trimunit.engine.campaign.Told;
import dev.trimunit.engine.campaign.World;
import dev.trimunit.engine.protocol.certify.Constants;
import dev.trimunit.engine.protocol.certify.Units;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Campaigns of several units of the devices of the protocols' benchmark: {@code mvn -Pbench -pl
 * engine test -Dtest=UnitsBenchmark}. Properties, each beginning with {@code trimunit.bench.}:
 * {@code sizes} (hub), {@code worlds} (clean), {@code units} (1,2,4), {@code devices} (200), {@code
 * seconds} (the most that a row takes; 0, no limit), {@code out} (target/bench).
 */
@Tag("bench")
class UnitsBenchmark {
  private static final int ODD = 2;

  @Test
  void units_of_the_same_devices() throws IOException {
    main();
  }

  public static void main(String... args) throws IOException {
    BenchRows rows = new BenchRows("units.csv", Row.HEADER);
    for (Size size : Size.ALL) {
      for (World world : World.ALL) {
        if (BenchRows.wanted("sizes", "hub", size.name())
            && BenchRows.wanted("worlds", "clean", world.name())) {
          for (Kind kind : Kind.values()) {
            for (int units : counts(kind)) {
              rows.add(row(size, world, kind, units).text(size, world, kind, units));
            }
          }
        }
      }
    }
  }

  /** What the units are like. */
  private enum Kind {
    OWN_BRACKETS,
    SHARED_BRACKETS,
    /** Own brackets; one unit needs a destination that the others do not need. */
    DEVIATING
  }

  private static List<Integer> counts(Kind kind) {
    return Arrays.stream(System.getProperty("trimunit.bench.units", "1,2,4").split(","))
        .map(Integer::valueOf)
        .filter(units -> kind == Kind.OWN_BRACKETS || units > 1)
        .filter(units -> BenchRows.wanted("kinds", "", kind.name()))
        .toList();
  }

  private static Row row(Size size, World world, Kind kind, int units) {
    int devices = Integer.getInteger("trimunit.bench.devices", 200);
    long seconds = Integer.getInteger("trimunit.bench.seconds", 0);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    boolean own = kind != Kind.SHARED_BRACKETS;
    Protocol protocol = new CertifyProtocol("certify", Constants::standard, Units.of(units, own));
    Row row = new Row();
    for (int seed = 1; seed <= devices && (seconds == 0 || System.nanoTime() < end); seed++) {
      ModelDevice device = new ModelDevice(size, world, seed);
      if (kind != Kind.DEVIATING || device.unneeded() >= 0) {
        row.add(device, protocol, kind == Kind.DEVIATING);
      }
    }
    return row;
  }

  /** What came of the campaigns of many devices. */
  private static final class Row {
    static final String HEADER =
        "size,world,kind,units,devices,cost,hours,wrong,undecided,broken lists,put aside,right one,lists that break the odd unit,seconds";
    private final Score score = new Score();
    private final long start = System.nanoTime();
    private int putAside;
    private int right;
    private int breakingOdd;

    void add(ModelDevice device, Protocol protocol, boolean deviating) {
      ModelLab lab = new ModelLab(device);
      if (deviating) {
        lab.deviates(ODD, device.unneeded());
      }
      Told told = score.add(device, protocol, lab);
      boolean named =
          told.notices.stream().anyMatch(n -> n.startsWith("Unit " + ODD + " is put aside"));
      putAside += told.notices.stream().anyMatch(n -> n.contains("is put aside")) ? 1 : 0;
      right += named ? 1 : 0;
      if (deviating && !named) {
        boolean holds =
            told.blocklists.stream()
                .anyMatch(l -> l.destinations().contains(device.destination(device.unneeded())));
        breakingOdd += holds ? 1 : 0;
      }
    }

    String text(Size size, World world, Kind kind, int units) {
      return String.format(
          Locale.ROOT,
          "%s,%s,%s,%d,%d,%.1f,%.2f,%.3f%%,%.3f%%,%.2f%%,%d,%d,%d,%.0f",
          size.name(),
          world.name(),
          kind,
          units,
          score.devices(),
          score.meanCost(),
          score.hours(),
          score.wrongPercent(),
          score.undecidedPercent(),
          score.brokenPercent(),
          putAside,
          right,
          breakingOdd,
          (System.nanoTime() - start) / 1e9);
    }
  }
}
