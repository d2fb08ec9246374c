// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.sharing.DeviceTurns;
import dev.trimunit.engine.sharing.PhoneQueue;
import dev.trimunit.engine.trial.Trial;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A device that needs a server of its maker's, and breaks when others were blocked for long enough,
 * in a world whose Internet is gone once a day.
 */
final class AgeingWorld implements Bench, LabClock {
  static final Destination CLOUD = Destination.parse("cloud.vendor.test:443/tcp");

  private final Set<Destination> culprits;
  private final Duration breaksAfter;
  private final boolean canary;
  private final long seed;
  private final Set<Destination> known;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Instant fresh = now;
  private Set<DestinationPattern> blocked = Set.of();
  private int trials;

  /**
   * @param culprits what has to be blocked so that it breaks; empty if it never does
   * @param canary whether the gateway can look whether servers answer
   */
  AgeingWorld(
      Set<Destination> known,
      Set<Destination> culprits,
      Duration breaksAfter,
      boolean canary,
      long seed) {
    this.known = known;
    this.culprits = culprits;
    this.breaksAfter = breaksAfter;
    this.canary = canary;
    this.seed = seed;
  }

  /** Trials as the engine runs them. */
  TrialOracle oracle() {
    TrialRunner runner =
        new TrialRunner(
            this,
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            BlockAnswer.LOOPBACK,
            new DeviceTurns(this, new PhoneQueue(), () -> Duration.ZERO),
            0);
    return request -> {
      trials++;
      return runner.run(trials, request, this::use, Gateway.Strength.NORMAL, known).trial();
    };
  }

  private UsageOutcome use(Trial trial, TrialRequest request, Usage usage) {
    trial.begin();
    boolean works = !isGone() && !isBroken();
    pass(Duration.ofSeconds(20));
    return new UsageOutcome(
        usage,
        works ? Outcome.PASSED : Outcome.FAILED,
        works ? "" : "the app shows 'off'",
        List.of());
  }

  private boolean isBroken() {
    return !culprits.isEmpty()
        && isBlocked()
        && Duration.between(fresh, now).compareTo(breaksAfter) >= 0;
  }

  private boolean isBlocked() {
    return culprits.stream().allMatch(d -> blocked.stream().anyMatch(p -> p.covers(d)));
  }

  /** Once a day, for ten minutes to an hour. */
  private boolean isGone() {
    long day = now.getEpochSecond() / 86_400;
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + day);
    long begin = random.nextLong(86_400 - 3_600);
    long second = now.getEpochSecond() % 86_400;
    return second >= begin && second < begin + 600 + random.nextLong(3_000);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public boolean isVirtual() {
    return true;
  }

  @Override
  public void pass(Duration duration) {
    now = now.plus(duration);
    if (!isBlocked()) {
      fresh = now;
    }
  }

  @Override
  public Device device() {
    return new Device("lamp", "Lamp", "lamp", "", "", "", "");
  }

  @Override
  public PowerControl power() {
    return new PowerControl() {
      @Override
      public void off() {}

      @Override
      public void on() {}
    };
  }

  @Override
  public Gateway gateway() {
    return new Gateway() {
      @Override
      public Block block(
          Set<DestinationPattern> patterns,
          Set<Destination> all,
          Strength strength,
          BlockAnswer answer) {
        blocked = Set.copyOf(patterns);
        return new InForce(blocked);
      }

      @Override
      public Set<Destination> silent(Set<Destination> servers) {
        return canary && isGone() ? servers : Set.of();
      }
    };
  }

  private final class InForce implements Block {
    private final Set<DestinationPattern> patterns;

    InForce(Set<DestinationPattern> patterns) {
      this.patterns = patterns;
    }

    @Override
    public List<BlockEvidence> evidence() {
      return patterns.stream().map(p -> BlockEvidence.of(p, 1, 0, 0, "")).toList();
    }

    @Override
    public List<DnsEvent> dns() {
      return List.of();
    }

    @Override
    public void close() {
      blocked = Set.of();
      fresh = now;
    }
  }

  @Override
  public Capture capture() {
    return name ->
        new Recording() {
          @Override
          public Traffic stop() {
            Attachment file = new Attachment("capture", "text/plain", Path.of(name));
            return new Traffic(List.of(), Set.of(), 0, file, List.of());
          }

          @Override
          public void close() {}
        };
  }

  @Override
  public CompanionApp app(Vantage vantage) {
    throw new UnsupportedOperationException("nobody looks");
  }

  @Override
  public LabClock clock() {
    return this;
  }

  @Override
  public Duration startUp() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Party party(Destination destination) {
    return Party.UNKNOWN;
  }

  /** Whether a run ended with something broken. */
  static boolean broke(TrialRecord trial) {
    return new Ran(trial).broke();
  }
}
