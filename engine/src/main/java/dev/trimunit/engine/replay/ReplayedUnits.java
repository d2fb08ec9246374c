// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.replay;

import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialsAtOnce;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The trials of units that had them under way at once: each is found when it is begun, and heard of
 * in the order in which they ended.
 */
final class ReplayedUnits implements TrialOracle, TrialsAtOnce {
  private final Function<TrialRequest, TrialRecord> journal;
  private final UnaryOperator<TrialRecord> seen;
  private final Map<Integer, Integer> order = new HashMap<>();
  private final List<Ended> begun = new ArrayList<>();

  /**
   * @param journal finds a trial
   * @param seen is told of each that is over, and may tell it otherwise
   * @param ended the numbers of trials as they ended
   */
  ReplayedUnits(
      Function<TrialRequest, TrialRecord> journal,
      UnaryOperator<TrialRecord> seen,
      List<Integer> ended) {
    this.journal = journal;
    this.seen = seen;
    ended.forEach(number -> order.put(number, order.size()));
  }

  @Override
  public TrialRecord run(TrialRequest request) {
    return seen.apply(journal.apply(request));
  }

  @Override
  public Optional<TrialsAtOnce> atOnce() {
    return Optional.of(this);
  }

  @Override
  public void begin(TrialRequest request) {
    begun.add(new Ended(request, journal.apply(request)));
  }

  @Override
  public boolean underWay() {
    return !begun.isEmpty();
  }

  @Override
  public Ended await() {
    Ended first = begun.stream().min(Comparator.comparing(this::position)).orElseThrow();
    begun.remove(first);
    return new Ended(first.request(), seen.apply(first.trial()));
  }

  /** What the journal lacks is heard of at once. */
  private int position(Ended ended) {
    return order.getOrDefault(ended.trial().number(), -1);
  }
}
