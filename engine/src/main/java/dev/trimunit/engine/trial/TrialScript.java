// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;

/**
 * The steps of a spec, as something that can be performed in a trial. Implemented on Cucumber by
 * {@code engine.gherkin}, by hand in tests.
 */
@FunctionalInterface
public interface TrialScript {
  /**
   * Performs the steps for one usage: first the declarations (power-cycled, blocked), which a later
   * usage of the same trial repeats without effect, then the functionality's recipe, whose first
   * action begins the trial.
   *
   * <p>An {@link AssertionError} of a step is outcome FAILED; a {@link
   * dev.trimunit.engine.lab.LabFault} and every other exception is VOID with its reason, but for
   * errors of the program: those stop the campaign.
   *
   * @param trial the trial under way
   * @param request what the trial is for; {@code NO_ACTION} leaves out the recipe's {@code When}
   *     steps
   * @param usage one of the request's usages
   * @throws CampaignStopped if a step is written wrongly, so that no trial can tell anything
   */
  UsageOutcome perform(Trial trial, TrialRequest request, Usage usage);
}
