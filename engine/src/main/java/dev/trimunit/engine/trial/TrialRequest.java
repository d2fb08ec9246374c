// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The next trial that a protocol wants.
 *
 * @param purpose why
 * @param blocked what to block; empty for a control trial
 * @param usages what to try after one power cycle, in this order
 * @param pause lab time to pass before it starts, for an outage to end; mostly zero
 * @param answer what the device is told about blocked names; null for the lab's usual answer
 * @param unit on which unit of the device, from 1; 0 for the only one, or the first
 * @param ageing for how long the device grows old in it; null if it does not
 * @param told by how much the time is ahead that the gateway tells in the place of what is blocked;
 *     null if it tells none
 */
@BuiltByName
public record TrialRequest(
    TrialPurpose purpose,
    Set<DestinationPattern> blocked,
    List<Usage> usages,
    Duration pause,
    @Nullable BlockAnswer answer,
    int unit,
    @Nullable LongRun ageing,
    @Nullable Duration told) {
  public TrialRequest {
    blocked = Collections.unmodifiableSortedSet(new TreeSet<>(blocked));
    usages = List.copyOf(usages);
    if (pause.isNegative()) {
      throw new IllegalArgumentException("A trial cannot start " + pause.negated() + " ago");
    }
  }

  /** With the lab's usual answer. */
  public TrialRequest(
      TrialPurpose purpose, Set<DestinationPattern> blocked, List<Usage> usages, Duration pause) {
    this(purpose, blocked, usages, pause, null, 0, null, null);
  }

  /** At once. */
  public TrialRequest(TrialPurpose purpose, Set<DestinationPattern> blocked, List<Usage> usages) {
    this(purpose, blocked, usages, Duration.ZERO);
  }

  /** The same after lab time has passed. */
  public TrialRequest after(Duration time) {
    return TrialRequestBuilder.builder(this).pause(time).build();
  }

  /** The same on one of several units of the device, by number from 1. */
  public TrialRequest on(int number) {
    return TrialRequestBuilder.builder(this).unit(number).build();
  }

  /** The same with other blocks. */
  public TrialRequest blocking(Set<DestinationPattern> others) {
    return TrialRequestBuilder.builder(this).blocked(others).build();
  }

  /** Nothing blocked. */
  public static TrialRequest control(List<Usage> usages) {
    return new TrialRequest(TrialPurpose.CONTROL, Set.of(), usages);
  }

  /** Exactly these destinations blocked. */
  public static TrialRequest block(Collection<Destination> destinations, List<Usage> usages) {
    Set<DestinationPattern> patterns = new TreeSet<>();
    destinations.forEach(destination -> patterns.add(destination.exactly()));
    return new TrialRequest(TrialPurpose.BLOCK, patterns, usages);
  }

  /**
   * Names blocked on every port, and what has none by address and port, as a list for resolvers and
   * a firewall does.
   */
  public static TrialRequest form(
      Collection<Destination> destinations, List<Usage> usages, BlockAnswer answer) {
    Set<DestinationPattern> patterns = new TreeSet<>();
    destinations.forEach(
        destination ->
            patterns.add(
                destination.host() instanceof DnsName name
                    ? new DestinationPattern(name, true, null, Destination.NO_PORT)
                    : destination.exactly()));
    return TrialRequestBuilder.builder(new TrialRequest(TrialPurpose.JOINT, patterns, usages))
        .answer(answer)
        .build();
  }

  /** These blocked for days, or nothing, while the device is used now and then. */
  public static TrialRequest endurance(
      Collection<Destination> destinations, List<Usage> usages, LongRun ageing) {
    return TrialRequestBuilder.builder(block(destinations, usages))
        .purpose(TrialPurpose.ENDURANCE)
        .ageing(ageing)
        .build();
  }

  /** The gateway tells the device a time in the place of these servers. */
  public static TrialRequest told(
      Collection<Destination> servers, List<Usage> usages, Duration ahead) {
    return TrialRequestBuilder.builder(block(servers, usages))
        .purpose(TrialPurpose.MARGIN)
        .told(ahead)
        .build();
  }

  /** The same, while the device grows old. */
  public TrialRequest lasting(LongRun time) {
    return TrialRequestBuilder.builder(this).ageing(time).build();
  }

  /** The same for some of the usages. */
  public TrialRequest of(List<Usage> some) {
    return TrialRequestBuilder.builder(this).usages(some).build();
  }

  /** Nothing blocked; the first vantage as usual, then the other with the actions left out. */
  public static TrialRequest carryOver(List<Usage> usages) {
    return new TrialRequest(TrialPurpose.CARRY_OVER, Set.of(), usages);
  }

  /** A record of such a trial that shows nothing but how the usages fared. */
  public TrialRecord record(
      int number, String device, Instant start, Instant end, List<UsageOutcome> outcomes) {
    return TrialRecordBuilder.stagedBuilder()
        .number(number)
        .device(device)
        .purpose(purpose)
        .blocked(blocked)
        .off(Duration.ZERO)
        .start(start)
        .end(end)
        .outcomes(outcomes)
        .evidence(List.of())
        .observations(List.of())
        .lanContacts(Set.of())
        .dns(List.of())
        .droppedPackets(0)
        .fault("")
        .attachments(List.of())
        .timers(List.of())
        .clock(List.of())
        .unit(unit)
        .build();
  }

  /** What the script of one usage is told. */
  public TrialRequest of(Usage usage) {
    if (purpose != TrialPurpose.CARRY_OVER) {
      return this;
    }
    boolean first = usage.vantage() == usages.get(0).vantage();
    TrialPurpose why = first ? TrialPurpose.CONTROL : TrialPurpose.NO_ACTION;
    return TrialRequestBuilder.builder(this).purpose(why).build();
  }
}
