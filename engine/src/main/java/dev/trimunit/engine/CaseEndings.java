// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseStatus;

/** How cases end: told to the listeners, then to JUnit. */
final class CaseEndings {
  private CaseEndings() {}

  static void end(TrimUnitContext context, CaseResult result) {
    context.run().listener().caseFinished(result);
    CaseStatuses.conclude(result.status(), result.name(), result.message(), result.location());
  }

  /** The status of a case that could not be run to its end. */
  static CaseStatus status(TrimUnitContext context) {
    return context.run().cancelled() ? CaseStatus.ABORTED : CaseStatus.FAILED;
  }

  static String sentence(CampaignStopped stopped) {
    return "Not settled: " + stopped.getMessage();
  }
}
