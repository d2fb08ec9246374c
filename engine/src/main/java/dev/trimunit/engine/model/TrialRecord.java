// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One finished trial: what was asked, what happened, what was seen. Immutable and complete, so that
 * every verdict can be recomputed from the records alone.
 *
 * @param number 1, 2, 3 … within the device's campaign
 * @param device the device's id
 * @param purpose why it was run
 * @param blocked what was blocked; empty in control trials
 * @param off how long the device was without power; zero if it was not power-cycled
 * @param start when it began, in the lab's time
 * @param end when it ended
 * @param outcomes one per usage, in the order in which they were tried; empty in power experiments
 * @param evidence one per blocked pattern
 * @param observations what the capture showed, by destination
 * @param lanContacts what it contacted inside its own network; never a destination
 * @param dns the device's queries
 * @param droppedPackets packets that the capture lost; not zero makes the trial void
 * @param fault the lab fault that made the whole trial void, in a sentence; empty if there was
 *     none. A fault that hit one usage only is the reason of that outcome
 * @param attachments the capture and other files
 * @param timers what came round in the device's life while its block was in force; empty if the lab
 *     does not tell, or the trial did not let days pass
 * @param clock what the device showed of its clock in its first queries to time servers
 * @param unit on which unit of the device it ran, from 1; 0 if there is one only
 */
@BuiltByName
public record TrialRecord(
    int number,
    String device,
    TrialPurpose purpose,
    Set<DestinationPattern> blocked,
    Duration off,
    Instant start,
    Instant end,
    List<UsageOutcome> outcomes,
    List<BlockEvidence> evidence,
    List<Observation> observations,
    Set<Destination> lanContacts,
    List<DnsEvent> dns,
    long droppedPackets,
    String fault,
    List<Attachment> attachments,
    List<DeviceTimer> timers,
    List<ClockReading> clock,
    int unit) {
  /**
   * What a device showed of its clock: the time that it wrote into a query to a time server. Some
   * devices write something else there, for nobody needs it: {@link #advance} tells.
   *
   * @param at when it was seen
   * @param ahead by how much what the device wrote is ahead of that; negative if behind
   */
  public record ClockReading(Instant at, Duration ahead) {
    /** No clock goes wrong by more than this share of the time, not even one that sleeps. */
    private static final double MOST_DRIFT = 0.1;

    /**
     * Whether a later reading follows from this one by a clock that runs, set by nobody meanwhile.
     */
    public boolean advance(ClockReading later) {
      double elapsed = Duration.between(at, later.at).toNanos();
      return elapsed > 0 && Math.abs(later.ahead.minus(ahead).toNanos()) <= MOST_DRIFT * elapsed;
    }
  }

  public TrialRecord {
    blocked = Collections.unmodifiableSortedSet(new TreeSet<>(blocked));
    outcomes = List.copyOf(outcomes);
    evidence = List.copyOf(evidence);
    observations = List.copyOf(observations);
    lanContacts = Collections.unmodifiableSet(new TreeSet<>(lanContacts));
    dns = List.copyOf(dns);
    attachments = List.copyOf(attachments);
    timers = List.copyOf(timers);
    clock = List.copyOf(clock);
  }

  /**
   * The outcome of a usage; {@link Outcome#VOID} if a lab fault spoilt the trial; empty if not
   * tried.
   */
  public Optional<UsageOutcome> outcome(Usage usage) {
    return outcomes.stream().filter(outcome -> outcome.usage().equals(usage)).findFirst();
  }

  /**
   * Whether this trial says anything about a usage: it was tried, the lab could tell, every block
   * held, and if the usage failed, nothing but what was blocked was refused. The one rule for
   * protocols, calibration and claims.
   */
  public boolean counts(Usage usage) {
    return !leaked() && outcome(usage).filter(outcome -> tells(outcome.outcome())).isPresent();
  }

  private boolean tells(Outcome outcome) {
    return outcome == Outcome.PASSED || (outcome == Outcome.FAILED && !refusedMore());
  }

  /** Whether this trial counts for a usage and the usage worked. */
  public boolean passed(Usage usage) {
    return counts(usage)
        && outcome(usage).filter(outcome -> outcome.outcome() == Outcome.PASSED).isPresent();
  }

  /**
   * Whether this trial says nothing about anything: a lab fault spoilt it, or each of its usages.
   */
  public boolean isVoid() {
    return !fault.isEmpty()
        || (!outcomes.isEmpty() && outcomes.stream().allMatch(o -> o.outcome() == Outcome.VOID));
  }

  /** The same with other outcomes. */
  public TrialRecord withOutcomes(List<UsageOutcome> others) {
    return TrialRecordBuilder.builder(this).outcomes(others).build();
  }

  /** The same with other observations. */
  public TrialRecord withObservations(List<Observation> others) {
    return TrialRecordBuilder.builder(this).observations(others).build();
  }

  /** From when power returned under the block to the trial's end. */
  public Duration age() {
    return Duration.between(start.plus(off), end);
  }

  /** Whether a block of this trial may have refused more than it was to. */
  public boolean refusedMore() {
    return evidence.stream().anyMatch(e -> e.evidence() == Evidence.COLLATERAL);
  }

  /** Whether the device tried a destination in this trial and was refused. */
  public boolean held(Destination destination) {
    return evidence.stream()
        .anyMatch(e -> e.evidence() == Evidence.HELD && e.pattern().covers(destination));
  }

  /** Whether a block of this trial let packets through. */
  public boolean leaked() {
    return evidence.stream().anyMatch(e -> e.evidence() == Evidence.LEAKED);
  }

  /**
   * The names that the device looked up and got addresses for, and to which it then sent nothing:
   * not by that name, not by one that the answer leads through, nor to any of the addresses. The
   * first query of each.
   */
  public List<DnsEvent> onlyLookedUp() {
    return LookedUp.only(this);
  }

  /** The destinations that the device exchanged packets with, or tried to. */
  public Set<Destination> contacted() {
    Set<Destination> contacted = new TreeSet<>();
    observations.forEach(observation -> contacted.add(observation.destination()));
    return contacted;
  }
}
