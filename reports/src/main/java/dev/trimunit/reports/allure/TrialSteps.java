// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.TrialPurpose;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The trials that settled a case, as steps in the order in which they were run: each with its
 * Gherkin steps, evidence and files. A promise needs no trial: its own steps.
 */
final class TrialSteps {
  /** The less telling ones are listed without their steps: thirty repetitions look alike. */
  private static final int IN_FULL = 4;

  private static final String AS_IT_MUST = ", as it must";

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
    Set<Integer> telling =
        result.decidingTrials().stream().limit(IN_FULL).collect(Collectors.toSet());
    for (int number : result.decidingTrials().stream().sorted().distinct().toList()) {
      Optional<TrialRecord> trial = data.trial(number);
      if (trial.isPresent()) {
        steps.add(trial(trial.get(), result, telling.contains(number)));
      }
    }
    for (StepRecord record : result.steps()) {
      steps.add(step(record, List.of(parameter("line", Integer.toString(record.line()))), false));
    }
    return steps;
  }

  private StepResult trial(TrialRecord trial, CaseResult result, boolean full) throws IOException {
    Outcome outcome = TrialText.outcome(trial, result.usage());
    boolean mustFail = mustFail(trial) && outcome == Outcome.FAILED;
    String word = outcome.name().toLowerCase(Locale.ROOT) + (mustFail ? AS_IT_MUST : "");
    StepResult step =
        step(
            TrialText.title(trial) + " – " + word,
            mustFail ? Status.PASSED : status(outcome),
            trial.start(),
            trial.end());
    step.setParameters(parameters(trial));
    step.setStatusDetails(new StatusDetails().setMessage(reason(trial, result.usage())));
    if (full) {
      addUsages(step.getSteps(), trial, result.usage());
      step.getAttachments().add(attachments.dnsLog(trial));
      files(step.getAttachments(), trial.attachments());
    }
    return step;
  }

  /**
   * The steps of the case's usage; those of each usage under its name if the case is about several.
   */
  private void addUsages(List<StepResult> into, TrialRecord trial, @Nullable Usage usage)
      throws IOException {
    List<UsageOutcome> outcomes =
        trial.outcomes().stream().filter(of -> usage == null || of.usage().equals(usage)).toList();
    for (UsageOutcome of : outcomes) {
      if (outcomes.size() == 1) {
        addSteps(into, trial, of);
      } else {
        StepResult group = group(of);
        addSteps(group.getSteps(), trial, of);
        into.add(group);
      }
    }
  }

  private StepResult group(UsageOutcome of) {
    Instant start = of.steps().isEmpty() ? Instant.EPOCH : of.steps().get(0).start();
    Instant end = of.steps().isEmpty() ? start : of.steps().get(of.steps().size() - 1).end();
    StepResult group = step(TrialText.usage(of.usage()), status(of.outcome()), start, end);
    group.setStatusDetails(new StatusDetails().setMessage(of.reason()));
    return group;
  }

  private static String reason(TrialRecord trial, @Nullable Usage usage) {
    if (!trial.fault().isEmpty() || usage == null) {
      return trial.fault();
    }
    return trial.outcome(usage).map(UsageOutcome::reason).orElse("");
  }

  private void addSteps(List<StepResult> into, TrialRecord trial, UsageOutcome outcome)
      throws IOException {
    for (StepRecord record : outcome.steps()) {
      List<Parameter> parameters =
          List.of(
              parameter("lab time", TrialText.since(trial.start(), record.start())),
              parameter("line", Integer.toString(record.line())));
      into.add(step(record, parameters, mustFail(trial)));
    }
  }

  /** Without the action, a check that passed would prove nothing. */
  private static boolean mustFail(TrialRecord trial) {
    return trial.purpose() == TrialPurpose.NO_ACTION;
  }

  private StepResult step(StepRecord record, List<Parameter> parameters, boolean mustFail)
      throws IOException {
    boolean fails = mustFail && record.status() == StepRecord.Status.FAILED;
    String text = record.keyword().strip() + " " + record.text();
    StepResult step =
        step(
            fails ? text + " – does not" + AS_IT_MUST : text,
            fails ? Status.PASSED : status(record.status()),
            record.start(),
            record.end());
    step.setStatusDetails(new StatusDetails().setMessage(record.message()));
    step.setParameters(parameters);
    files(step.getAttachments(), record.attachments());
    return step;
  }

  private void files(List<Attachment> into, List<dev.trimunit.engine.model.Attachment> files)
      throws IOException {
    for (dev.trimunit.engine.model.Attachment file : files) {
      attachments.file(file).ifPresent(into::add);
    }
  }

  private static List<Parameter> parameters(TrialRecord trial) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(parameter("lab time", TrialText.time(trial.start())));
    parameters.add(
        parameter(
            "lasted",
            TrialText.duration(Duration.between(trial.start(), trial.end())) + " of lab time"));
    parameters.add(
        parameter(
            "without power for",
            trial.off().isZero() ? "not at all" : TrialText.duration(trial.off())));
    for (BlockEvidence evidence : trial.evidence()) {
      parameters.add(parameter(evidence.pattern().plain(), TrialText.evidence(evidence)));
    }
    return parameters;
  }

  /** It lasts as long as it did in the lab's time. */
  private StepResult step(String name, Status status, Instant start, Instant end) {
    long realStart = timed.start().toEpochMilli();
    return new StepResult()
        .setName(name)
        .setStatus(status)
        .setStage(Stage.FINISHED)
        .setStart(realStart)
        .setStop(realStart + Duration.between(start, end).toMillis());
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
