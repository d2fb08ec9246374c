// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** All trials of one device in one run. Used by one thread at a time. */
public final class Campaign implements AutoCloseable {

  public Campaign(Bench bench, CampaignSettings settings, RunListener listener) {
    throw new UnsupportedOperationException();
  }

  /** The device under test. */
  public Device device() {
    throw new UnsupportedOperationException();
  }

  /** Who runs a destination of this device. */
  public Party party(Destination destination) {
    throw new UnsupportedOperationException();
  }

  /**
   * Control trials must pass and the recipe without its action must fail its check; what the
   * control trials show is what the device contacts for this usage. Does it once per usage; later
   * calls return the result.
   */
  public CalibrationResult calibrate(Usage usage, TrialScript script) {
    throw new UnsupportedOperationException();
  }

  /**
   * Settles the verdicts of every calibrated usage among those given, with the campaign's protocol.
   *
   * @param settled hears each verdict as soon as it is settled, on the calling thread
   * @throws CampaignStopped if it cannot go on; what is settled has been told
   */
  public void settle(Collection<Usage> usages, TrialScript script, Consumer<Verdict> settled) {
    throw new UnsupportedOperationException();
  }

  /**
   * Repeats one trial until its claim is settled: every usage given passes with this block.
   *
   * @param usages empty for a scenario that uses no functionality: then one trial that is not void
   *     decides
   */
  public Judgement judge(Set<DestinationPattern> blocked, List<Usage> usages, TrialScript script) {
    throw new UnsupportedOperationException();
  }

  /** The verdicts settled so far, in that order. */
  public List<Verdict> verdicts() {
    throw new UnsupportedOperationException();
  }

  /** The destinations that the device is known to contact. */
  public Set<Destination> destinations() {
    throw new UnsupportedOperationException();
  }

  /** A trial by its number. */
  public TrialRecord trial(int number) {
    throw new UnsupportedOperationException();
  }

  /** Leaves the bench as found: nothing blocked, the device powered. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
