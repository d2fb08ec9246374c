// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.TrialRecord;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** An oracle of which others change what is asked, or hear what was answered. */
record WrappedOracle(
    TrialOracle inner,
    UnaryOperator<TrialRequest> asks,
    BiFunction<TrialRequest, TrialRecord, TrialRecord> hears)
    implements TrialOracle {
  @Override
  public TrialRecord run(TrialRequest request) {
    return hears.apply(request, inner.run(asks.apply(request)));
  }

  @Override
  public Optional<TrialsAtOnce> atOnce() {
    return inner.atOnce().map(trials -> new Wrapped(this, trials));
  }

  private record Wrapped(WrappedOracle by, TrialsAtOnce inner) implements TrialsAtOnce {
    @Override
    public void begin(TrialRequest request) {
      inner.begin(by.asks().apply(request));
    }

    @Override
    public boolean underWay() {
      return inner.underWay();
    }

    @Override
    public Ended await() {
      Ended ended = inner.await();
      return new Ended(ended.request(), by.hears().apply(ended.request(), ended.trial()));
    }
  }
}
