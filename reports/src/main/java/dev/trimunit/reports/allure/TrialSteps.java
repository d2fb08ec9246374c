// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.TimedCase;
import dev.trimunit.reports.data.TrialText;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The trials that settled a case, as steps: each with its Gherkin steps, evidence and files. */
final class TrialSteps {
  /** Later ones are listed without their steps: thirty repetitions look alike. */
  private static final int IN_FULL = 4;

  private final DeviceData data;
  private final TimedCase timed;
  private final AllureAttachments attachments;

  TrialSteps(DeviceData data, TimedCase timed, AllureAttachments attachments) {
    this.data = data;
    this.timed = timed;
    this.attachments = attachments;
  }

  List<StepResult> of(CaseResult result) throws IOException {
    List<StepResult> steps = new ArrayList<>();
    for (int number : result.decidingTrials()) {
      Optional<TrialRecord> trial = data.trial(number);
      if (trial.isPresent()) {
        steps.add(trial(trial.get(), result, steps.size() < IN_FULL));
      }
    }
    return steps;
  }

  private StepResult trial(TrialRecord trial, CaseResult result, boolean full) throws IOException {
    Outcome outcome = TrialText.outcome(trial, result.usage());
    StepResult step =
        step(
            TrialText.title(trial) + " – " + outcome.name().toLowerCase(Locale.ROOT),
            status(outcome));
    step.setParameters(parameters(trial));
    step.setStatusDetails(new StatusDetails().setMessage(reason(trial, result.usage())));
    if (full) {
      for (UsageOutcome of : trial.outcomes()) {
        if (result.usage() == null || of.usage().equals(result.usage())) {
          addSteps(step.getSteps(), trial, of);
        }
      }
      step.getAttachments().add(attachments.dnsLog(trial));
      files(step.getAttachments(), trial.attachments());
    }
    return step;
  }

  private static String reason(TrialRecord trial, @org.jspecify.annotations.Nullable Usage usage) {
    if (!trial.fault().isEmpty() || usage == null) {
      return trial.fault();
    }
    return trial.outcome(usage).map(UsageOutcome::reason).orElse("");
  }

  private void addSteps(List<StepResult> into, TrialRecord trial, UsageOutcome outcome)
      throws IOException {
    for (StepRecord record : outcome.steps()) {
      StepResult step =
          step(record.keyword().strip() + " " + record.text(), status(record.status()));
      step.setStatusDetails(new StatusDetails().setMessage(record.message()));
      step.setParameters(
          List.of(
              parameter("lab time", TrialText.since(trial.start(), record.start())),
              parameter("line", Integer.toString(record.line()))));
      files(step.getAttachments(), record.attachments());
      into.add(step);
    }
  }

  private void files(List<Attachment> into, List<dev.trimunit.engine.model.Attachment> files)
      throws IOException {
    for (dev.trimunit.engine.model.Attachment file : files) {
      attachments.file(file).ifPresent(into::add);
    }
  }

  private static List<Parameter> parameters(TrialRecord trial) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(parameter("lab time", trial.start().toString()));
    parameters.add(
        parameter(
            "lasted",
            TrialText.duration(Duration.between(trial.start(), trial.end())) + " of lab time"));
    parameters.add(parameter("without power for", TrialText.duration(trial.off())));
    for (BlockEvidence evidence : trial.evidence()) {
      parameters.add(parameter(TrialText.plain(evidence.pattern()), TrialText.evidence(evidence)));
    }
    return parameters;
  }

  private StepResult step(String name, Status status) {
    return new StepResult()
        .setName(name)
        .setStatus(status)
        .setStage(Stage.FINISHED)
        .setStart(timed.start().toEpochMilli())
        .setStop(timed.start().toEpochMilli());
  }

  private static Parameter parameter(String name, String value) {
    return new Parameter().setName(name).setValue(value);
  }

  /**
   * A functionality that fails while something is blocked is a finding, not an error of the trial.
   */
  private static Status status(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> Status.PASSED;
      case FAILED -> Status.FAILED;
      case VOID -> Status.BROKEN;
    };
  }

  private static Status status(StepRecord.Status status) {
    return switch (status) {
      case PASSED -> Status.PASSED;
      case FAILED -> Status.FAILED;
      case SKIPPED -> Status.SKIPPED;
      case VOID -> Status.BROKEN;
    };
  }
}
