// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Trials of five minutes of a device whose functionalities fail by themselves. */
final class FlakyLab implements TrialOracle {
  /** How a device fails by itself, at the same rate over all. */
  enum Kind {
    /** Each use by chance. */
    STEADY,
    /** For three trials on average nearly always, and in between seldom. */
    BURSTS,
    /** From never to twice the rate and back, in a day. */
    DRIFT,
    /** By chance; and what failed for want of a destination fails once more after that. */
    LATE
  }

  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
  private static final double IN_BURST = 0.95;
  private static final double END_OF_BURST = 1 / 3.0;
  private final ModelDevice device;
  private final Kind kind;
  private final double rate;
  private final SplittableRandom random;
  private final BitSet late = new BitSet();
  private boolean burst;
  private int minutes;
  int trials;

  FlakyLab(ModelDevice device, Kind kind, double rate) {
    this.device = device;
    this.kind = kind;
    this.rate = rate;
    this.random = new SplittableRandom(device.seed ^ 0x5DEECE66DL);
    minutes = random.nextInt(24 * 60);
  }

  @Override
  public TrialRecord run(TrialRequest request) {
    BitSet blocked = new BitSet();
    request.blocked().forEach(p -> blocked.set(index(p)));
    minutes += (int) request.pause().toMinutes();
    Instant start = EPOCH.plus(Duration.ofMinutes(minutes));
    minutes += 5;
    double bad = rate / IN_BURST;
    double begins = bad >= 1 ? 1 : END_OF_BURST * bad / (1 - bad);
    burst = burst ? random.nextDouble() >= END_OF_BURST : random.nextDouble() < begins;
    List<UsageOutcome> outcomes = new ArrayList<>();
    for (Usage usage : request.usages()) {
      int j = device.usages.indexOf(usage);
      boolean works = works(j, blocked);
      outcomes.add(new UsageOutcome(usage, works ? Outcome.PASSED : Outcome.FAILED, "", List.of()));
    }
    trials++;
    return request.record(
        trials, "model", start, EPOCH.plus(Duration.ofMinutes(minutes)), outcomes);
  }

  private int index(dev.trimunit.engine.model.DestinationPattern pattern) {
    for (int i = 0; i < device.destinations.size(); i++) {
      if (pattern.covers(device.destinations.get(i))) {
        return i;
      }
    }
    throw new IllegalArgumentException("Unknown " + pattern);
  }

  private boolean works(int usage, BitSet blocked) {
    boolean wasLate = late.get(usage);
    late.clear(usage);
    if (device.breaks(usage, blocked)) {
      late.set(usage, kind == Kind.LATE);
      return random.nextDouble() < device.success;
    }
    return !wasLate && random.nextDouble() >= now();
  }

  private double now() {
    return switch (kind) {
      case STEADY, LATE -> rate;
      case BURSTS -> burst ? IN_BURST : 0;
      case DRIFT -> rate * (1 - Math.cos(2 * Math.PI * minutes / (24 * 60.0)));
    };
  }
}
