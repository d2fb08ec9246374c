// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The next trial that a protocol wants.
 *
 * @param purpose why
 * @param blocked what to block; empty for a control trial
 * @param usages what to try after one power cycle, in this order
 * @param pause lab time to pass before it starts, for an outage to end; mostly zero
 */
public record TrialRequest(
    TrialPurpose purpose, Set<DestinationPattern> blocked, List<Usage> usages, Duration pause) {
  public TrialRequest {
    blocked = Collections.unmodifiableSortedSet(new TreeSet<>(blocked));
    usages = List.copyOf(usages);
    if (pause.isNegative()) {
      throw new IllegalArgumentException("A trial cannot start " + pause.negated() + " ago");
    }
  }

  /** At once. */
  public TrialRequest(TrialPurpose purpose, Set<DestinationPattern> blocked, List<Usage> usages) {
    this(purpose, blocked, usages, Duration.ZERO);
  }

  /** The same after lab time has passed. */
  public TrialRequest after(Duration time) {
    return new TrialRequest(purpose, blocked, usages, time);
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

  /** Nothing blocked; the first vantage as usual, then the other with the actions left out. */
  static TrialRequest carryOver(List<Usage> usages) {
    return new TrialRequest(TrialPurpose.CARRY_OVER, Set.of(), usages);
  }

  /** What the script of one usage is told. */
  TrialRequest of(Usage usage) {
    if (purpose != TrialPurpose.CARRY_OVER) {
      return this;
    }
    boolean first = usage.vantage() == usages.get(0).vantage();
    TrialPurpose told = first ? TrialPurpose.CONTROL : TrialPurpose.NO_ACTION;
    return new TrialRequest(told, blocked, usages, pause);
  }
}
