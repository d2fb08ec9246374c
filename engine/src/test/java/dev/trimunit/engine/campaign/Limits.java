// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a row of the benchmark has to reach, if it has enough devices to tell. */
public final class Limits {
  private static final int ENOUGH = 500;
  private static final double WRONG_PERCENT = 0.3;
  private static final double BROKEN_PERCENT = 2;
  private static final double BROKEN_DEEP_PERCENT = 1;
  private static final Map<String, Integer> GAINS =
      Map.of("camera", 15, "bulb", 15, "hub", 20, "speaker", 28, "tv", 35, "bigtv", 35);

  private Limits() {}

  /** The limits that a protocol misses on a population; none for protocols without limits. */
  public static List<String> missed(World world, Size size, String protocol, Score score) {
    List<String> missed = new ArrayList<>();
    boolean standard = protocol.equals("certify");
    boolean limited = standard || protocol.equals("certify-deep");
    if (!limited || score.devices() < ENOUGH || !World.TABLE.contains(world)) {
      return missed;
    }
    double broken = standard ? BROKEN_PERCENT : BROKEN_DEEP_PERCENT;
    if (score.brokenPercent() > broken) {
      missed.add("%.2f %% of the lists break, not <= %s".formatted(score.brokenPercent(), broken));
    }
    if (standard && world.equals(World.OUTAGE)) {
      int gain = GAINS.getOrDefault(size.name(), 0);
      if (score.gain(size) < gain) {
        missed.add("gain %.1f, not >= %d".formatted(score.gain(size), gain));
      }
      if (score.wrongPercent() > WRONG_PERCENT) {
        missed.add("%.3f %% wrong, not <= %s".formatted(score.wrongPercent(), WRONG_PERCENT));
      }
    }
    missed.replaceAll(miss -> protocol + ", " + world.name() + ", " + size + ": " + miss);
    return missed;
  }
}
