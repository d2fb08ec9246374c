// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.trial.certify.Certify;
import dev.trimunit.engine.trial.certify.Constants;
import java.util.function.DoubleFunction;

/**
 * The planner CERTIFY ({@link dev.trimunit.engine.trial.certify}) on named destinations and usages.
 */
final class CertifyProtocol implements Protocol {
  private final String key;
  private final DoubleFunction<Constants> constants;

  CertifyProtocol(String key, DoubleFunction<Constants> constants) {
    this.key = key;
    this.constants = constants;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public void settle(Question question, TrialOracle oracle, Findings findings) {
    CertifyNames names = new CertifyNames(question);
    CertifyOracle trials = new CertifyOracle(question, names, oracle);
    Constants demanded = constants.apply(question.errorBound());
    var result = new Certify(names.problem(), demanded, trials).settle();
    new CertifyVerdicts(question, names, trials, result).tell(findings);
  }
}
