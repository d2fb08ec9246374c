// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Usage;
import java.util.List;

/**
 * Whether a usage can be judged at all.
 *
 * @param usage the functionality and vantage
 * @param calibrated whether its control trials passed and its recipe without the action failed
 * @param reason why not, in a sentence; empty if calibrated
 * @param trialNumbers the trials it rests on, the most telling first
 * @param isolated its outcome with everything blocked that the device contacts, for information;
 *     {@link Outcome#VOID} if not known
 */
public record CalibrationResult(
    Usage usage, boolean calibrated, String reason, List<Integer> trialNumbers, Outcome isolated) {
  /** So many control trials must pass. */
  public static final int CONTROLS = 3;

  public CalibrationResult {
    trialNumbers = List.copyOf(trialNumbers);
  }

  /** Without a trial with everything blocked. */
  public CalibrationResult(
      Usage usage, boolean calibrated, String reason, List<Integer> trialNumbers) {
    this(usage, calibrated, reason, trialNumbers, Outcome.VOID);
  }
}
