// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.protocol.certify.Certify;
import dev.trimunit.engine.protocol.certify.Constants;
import dev.trimunit.engine.protocol.certify.Units;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The planner CERTIFY ({@link dev.trimunit.engine.protocol.certify}) on named destinations and
 * usages.
 */
final class CertifyProtocol implements Protocol {
  /** On devices of the benchmark's populations, roughly. */
  private static final double AT_LEAST = 4;

  private static final double PER_DESTINATION = 2;

  private final String key;
  private final DoubleFunction<Constants> constants;
  private final Units units;
  private final KnownBefore known;

  CertifyProtocol(String key, DoubleFunction<Constants> constants) {
    this(key, constants, Units.ONE);
  }

  CertifyProtocol(String key, DoubleFunction<Constants> constants, Units units) {
    this(key, constants, units, KnownBefore.NOTHING);
  }

  private CertifyProtocol(
      String key, DoubleFunction<Constants> constants, Units units, KnownBefore known) {
    this.key = key;
    this.constants = constants;
    this.units = units;
    this.known = known;
  }

  @Override
  public Protocol on(int count) {
    return new CertifyProtocol(key, constants, Units.of(count, true), known);
  }

  @Override
  public Protocol knowing(List<Nights> sources) {
    return new CertifyProtocol(key, constants, units, new KnownBefore(sources));
  }

  @Override
  public List<Nights> elsewhere() {
    return known.sources();
  }

  @Override
  public int units() {
    return units.active().cardinality();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public double expectedTrials(Question question) {
    int groups = question.sharing(question.destinations().keySet()).size();
    return groups * (AT_LEAST + PER_DESTINATION * question.all().size());
  }

  @Override
  public void settle(Question question, TrialOracle oracle, Findings findings) {
    if (units() > 1) {
      new CertifyUnits(
              question, known, constants.apply(question.errorBound()), units, oracle, findings)
          .settle();
      return;
    }
    CertifyNames names = new CertifyNames(question, known);
    CertifyOracle trials = new CertifyOracle(question, names, oracle);
    Constants demanded = constants.apply(question.errorBound());
    Certify planner = new Certify(names.problem(), demanded, trials);
    trials.before(() -> findings.expected(planner.left()));
    new CertifyVerdicts(question, names, trials, planner.settle()).tell(findings);
  }
}
