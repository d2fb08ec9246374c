// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.StepRecordBuilder;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Instant;
import java.util.List;

/** Trials in which every usage passed, by one step half a minute after the beginning. */
final class MadeUpTrial {
  private static final Instant START = Instant.EPOCH;

  private MadeUpTrial() {}

  static TrialRecord of(int number, TrialRequest request, String step, List<Observation> seen) {
    StepRecord record =
        StepRecordBuilder.stagedBuilder()
            .keyword("When")
            .text(step)
            .line(7)
            .status(StepRecord.Status.PASSED)
            .message("")
            .start(START.plusSeconds(30))
            .end(START.plusSeconds(31))
            .attachments(List.of())
            .build();
    List<UsageOutcome> passed =
        request.usages().stream()
            .map(usage -> new UsageOutcome(usage, Outcome.PASSED, "", List.of(record)))
            .toList();
    return request
        .record(number, "made-up", START, START.plusSeconds(300), passed)
        .withObservations(seen);
  }
}
