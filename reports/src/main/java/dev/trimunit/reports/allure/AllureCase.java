// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.MarkdownText;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import dev.trimunit.reports.data.TimedCase;
import dev.trimunit.reports.data.TrialText;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One case as Allure shows it. */
final class AllureCase {
  private final RunData run;
  private final DeviceData data;
  private final SeldomUsed seldom;
  private final CaseResult result;
  private final TrialSteps steps;

  AllureCase(
      RunData run,
      DeviceData data,
      SeldomUsed seldom,
      TimedCase timed,
      AllureAttachments attachments) {
    this.run = run;
    this.data = data;
    this.seldom = seldom;
    this.result = timed.result();
    this.steps = new TrialSteps(data, timed, attachments);
  }

  TestResult result() throws IOException {
    Device device = data.device();
    String fullName = device.id() + ": " + result.name();
    List<StepResult> trials = steps.of(result);
    return new TestResult()
        .setUuid(UUID.randomUUID().toString())
        .setFullName(fullName)
        .setName(result.name())
        // It is stable across runs, labs and protocols: the same question about the same device.
        .setHistoryId(stableId("history", fullName))
        .setTestCaseId(stableId("case", fullName))
        .setTestCaseName(result.name())
        .setTitlePath(List.of(device.name(), feature()))
        .setLabels(labels(device))
        .setDescription(description())
        .setStatus(status())
        .setStatusDetails(new StatusDetails().setMessage(message()))
        .setSteps(trials);
  }

  private static String stableId(String kind, String fullName) {
    byte[] text = ("trimunit " + kind + " " + fullName).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(text).toString();
  }

  private Status status() {
    return switch (result.status()) {
      case SUCCESSFUL -> Status.PASSED;
      case ABORTED -> Status.SKIPPED;
      case FAILED -> Status.FAILED;
    };
  }

  /** Starts with the word that {@code categories.json} looks for. */
  private String message() {
    Verdict verdict = result.verdict();
    String text = result.message();
    if (verdict != null) {
      return verdict.kind() + ": " + (text.isEmpty() ? verdict.reason() : text);
    }
    return switch (result.status()) {
      case SUCCESSFUL -> text;
      case ABORTED -> "NOT SETTLED: " + text;
      case FAILED ->
          switch (result.kind()) {
                case CALIBRATION -> "NOT CALIBRATED: ";
                case GATE -> ""; // It begins with its colour.
                default -> "CLAIM BROKEN: ";
              }
              + text;
    };
  }

  private String feature() {
    Usage usage = result.usage();
    return switch (result.kind()) {
      case GENERATED, CALIBRATION -> usage == null ? "calibration" : usage.functionality();
      case SCENARIO -> "scenarios";
      case PROMISE -> "promises";
      case GATE -> "nightly gate";
    };
  }

  private String story() {
    Verdict verdict = result.verdict();
    if (verdict != null) {
      return verdict.destination().toString();
    }
    return result.kind() == CaseResult.Kind.CALIBRATION ? "calibration" : result.name();
  }

  private List<Label> labels(Device device) {
    List<Label> labels = new ArrayList<>();
    label(labels, "epic", device.name());
    label(labels, "feature", feature());
    label(labels, "story", story());
    label(labels, "parentSuite", run.lab().kind().name() + " LAB");
    label(labels, "suite", device.name());
    label(labels, "subSuite", feature());
    label(labels, "thread", device.id());
    label(labels, "framework", "trimunit");
    label(labels, "language", "gherkin");
    label(labels, "tag", run.lab().kind().word() + " lab");
    Usage usage = result.usage();
    if (usage != null) {
      label(labels, "tag", usage.vantage().name());
    }
    Verdict verdict = result.verdict();
    if (verdict != null) {
      label(labels, "tag", verdict.kind().name());
      label(labels, "tag", data.party(verdict.destination()).word() + " party");
    }
    return labels;
  }

  private static void label(List<Label> labels, String name, String value) {
    labels.add(new Label().setName(name).setValue(value));
  }

  /** For somebody who sees the word for the first time. */
  private String meaning() {
    Verdict verdict = result.verdict();
    if (verdict == null) {
      return "";
    }
    String words =
        switch (verdict.kind()) {
          case BLOCKABLE -> "with the destination blocked, the functionality still works";
          case REQUIRED -> "with the destination blocked, the functionality fails";
          case ALTERNATIVE -> "blockable alone, but not together with the named others";
          case DELAYED ->
              "with the destination blocked, the functionality works at first, and fails after days";
          case INCONCLUSIVE -> "the trials that were possible do not settle it";
        };
    return "**%s**: %s.\n\n%s It worked in %d of %d trials; in %d of them the device tried and was refused. Error: at most %s.\n\n%s"
        .formatted(
            verdict.kind(),
            words,
            whose(verdict.destination()),
            verdict.passed(),
            verdict.trials(),
            verdict.held(),
            TrialText.percent(verdict.errorBound()),
            seldomUsed(verdict));
  }

  /** What the verdict does not speak about. */
  private String seldomUsed(Verdict verdict) {
    return verdict.kind() != VerdictKind.BLOCKABLE
        ? ""
        : seldom
            .sentence(verdict.destination())
            .map(sentence -> MarkdownText.escape(sentence) + "\n\n")
            .orElse("");
  }

  /** Party, owner and the reasons; a name as people write it. */
  private String whose(Destination destination) {
    Owner owner = data.owner(destination);
    String party = capitalised(data.party(destination).word()) + " party";
    String run = owner.organisation().isEmpty() ? "" : ", run by " + owner.organisation();
    String why = owner.reason().isEmpty() ? "" : " (" + owner.reason() + ")";
    String written =
        destination.host() instanceof DnsName name
            ? name.unicode().map(shown -> name + " is " + shown + ". ").orElse("")
            : "";
    String remark = destination.remark();
    return MarkdownText.escape(
        written + party + run + why + "." + (remark.isEmpty() ? "" : " " + remark + "."));
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private String description() {
    return MarkdownText.escape(run.deviceBanner())
        + "\n\n"
        + meaning()
        + MarkdownText.escape(result.location().toString())
        + "\n\nThe duration above is real time; those of the steps are the lab's.";
  }
}
