// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.sharing;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What one device shares with the others of a run: when its trials may begin, and when it has what
 * is shared. Used by one thread.
 */
public final class DeviceTurns {
  private final Bench bench;
  private final PhoneQueue locks;
  private final Supplier<Duration> campaign;
  private Instant last = Instant.EPOCH;
  private Duration waited = Duration.ZERO;
  private Duration used = Duration.ZERO;

  /**
   * @param campaign how long the device's whole campaign takes, as far as it is known
   */
  public DeviceTurns(Bench bench, PhoneQueue locks, Supplier<Duration> campaign) {
    this.bench = bench;
    this.locks = locks;
    this.campaign = campaign;
  }

  /** Those of another unit of the device, which has trials of its own under way. */
  public DeviceTurns on(Bench unit) {
    return new DeviceTurns(unit, locks, campaign);
  }

  /** Waits for what is needed at a vantage, and takes it. */
  public PhoneQueue.Lease take(Vantage vantage) {
    Set<String> names = known(bench.shared(vantage));
    Instant asked = now(names);
    PhoneQueue.Lease lease = locks.take(names, campaign.get());
    Instant taken = now(names);
    waited = waited.plus(Duration.between(asked, taken));
    return new PhoneQueue.Lease() {
      @Override
      public boolean isWanted() {
        return lease.isWanted();
      }

      @Override
      public void close() {
        lease.close();
        used = used.plus(Duration.between(taken, now(names)));
      }
    };
  }

  /** Waits until a trial with these usages may begin; to be closed when they have been tried. */
  public PhoneQueue.Lease admit(Collection<Usage> usages) {
    Set<String> names = new TreeSet<>();
    usages.forEach(usage -> names.addAll(known(bench.shared(usage.vantage()))));
    PhoneQueue.Lease turn = locks.admit(names, campaign.get());
    Instant begun = now(names);
    waited = Duration.ZERO;
    used = Duration.ZERO;
    return () -> {
      turn.close();
      Duration trial = Duration.between(begun, now(names)).minus(waited);
      locks.measured(names, trial, used);
    };
  }

  private Set<String> known(Set<String> names) {
    names.forEach(name -> locks.capacity(name, bench.capacity(name)));
    return names;
  }

  /** Lab time; of no interest where nothing is shared, or if the clock does not tell. */
  private Instant now(Set<String> names) {
    if (names.isEmpty()) {
      return last;
    }
    try {
      last = bench.clock().now();
    } catch (LabFault fault) {
      // The trial hears of it too.
    }
    return last;
  }
}
