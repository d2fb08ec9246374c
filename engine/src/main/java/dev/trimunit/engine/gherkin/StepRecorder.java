// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.gherkin.SpecPickle.PickleStep;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.StepRecordBuilder;
import io.cucumber.plugin.event.HookTestStep;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.Result;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Turns Cucumber's results of one scenario into step records. */
final class StepRecorder {
  private final StepScene scene;
  private final List<StepRecord> steps = new ArrayList<>();
  private final List<Attachment> embedded = new ArrayList<>();
  private int files;
  private int attachedBefore;
  private Instant start;
  private @Nullable Throwable error;
  private boolean skipped;
  private String programError = "";
  private final AtomicInteger begun = new AtomicInteger();
  private volatile @Nullable TestStep under;

  StepRecorder(StepScene scene) {
    this.scene = scene;
    this.start = scene.now().get();
    this.attachedBefore = scene.attached().get().size();
  }

  StepScene scene() {
    return scene;
  }

  Instant now() {
    return scene.now().get();
  }

  void started(TestStep step) {
    start = now();
    under = step;
    begun.incrementAndGet();
  }

  /** How many steps and hooks have begun. */
  int begun() {
    return begun.get();
  }

  /** The step method or hook that is under way, as Cucumber writes it. */
  String location() {
    TestStep step = under;
    return step == null ? "" : step.getCodeLocation();
  }

  /** The line of the step that is under way; empty if it is a hook. */
  String line() {
    return under instanceof PickleStepTestStep pickled
            && pickled.getStep() instanceof PickleStep own
        ? new SourceLocation(scene.file(), own.spec().line()).toString()
        : "";
  }

  /** What one step leaves behind, the next must not find: a thread that is interrupted. */
  void finished(TestStep step, Result result) {
    Thread.interrupted();
    if (error == null && result.getError() != null) {
      error = result.getError();
      skipped = result.getStatus() == Status.SKIPPED || result.getStatus() == Status.PENDING;
      programError =
          ProgramError.isOne(error, step.getCodeLocation())
              ? ProgramError.sentence(error, step.getCodeLocation())
              : "";
    }
    if (step instanceof PickleStepTestStep pickled && pickled.getStep() instanceof PickleStep own) {
      SpecStep spec = own.spec();
      steps.add(record(spec.keyword(), spec.text(), spec.line(), result));
    } else if (step instanceof HookTestStep hook && (result.getError() != null || hasAttached())) {
      steps.add(record(keyword(hook), hook.getCodeLocation(), 0, result));
    }
  }

  void embedded(@Nullable String name, String mediaType, byte[] data) {
    files++;
    Path file = scene.folder().resolve(fileName(mediaType, data));
    try {
      Files.createDirectories(scene.folder());
      Files.write(file, data);
    } catch (IOException e) {
      throw new LabFault("The attachment " + file + " could not be written: " + e.getMessage(), e);
    }
    embedded.add(new Attachment(name == null ? "attachment " + files : name, mediaType, file));
  }

  /** By its content: a run that goes on must not write over what an earlier one left. */
  private static String fileName(String mediaType, byte[] data) {
    String kind = mediaType.replaceFirst(";.*", "").replaceFirst(".*/", "").strip();
    String ending = kind.equals("plain") ? "txt" : kind.replaceAll("[^a-z0-9].*", "");
    return sha256(data).substring(0, 16) + (ending.isEmpty() ? "" : "." + ending);
  }

  private static String sha256(byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * @param overtime where the steps were when their time was over, in a sentence; empty if they
   *     ended before
   */
  StepRun result(String overtime) {
    if (!overtime.isEmpty()) {
      return new StepRun(Outcome.VOID, new LabFault(overtime), "", false, List.copyOf(steps));
    }
    return new StepRun(outcome(error), error, programError, skipped, List.copyOf(steps));
  }

  private StepRecord record(String keyword, String text, int line, Result result) {
    String message = StepRun.reason(result.getError());
    return StepRecordBuilder.stagedBuilder()
        .keyword(keyword)
        .text(text)
        .line(line)
        .status(status(result))
        .message(message)
        .start(start)
        .end(now())
        .attachments(newAttachments())
        .build();
  }

  private static String keyword(HookTestStep hook) {
    return switch (hook.getHookType()) {
      case BEFORE -> "Before";
      case AFTER -> "After";
      case BEFORE_STEP -> "BeforeStep";
      case AFTER_STEP -> "AfterStep";
    };
  }

  private boolean hasAttached() {
    return !embedded.isEmpty() || scene.attached().get().size() > attachedBefore;
  }

  private List<Attachment> newAttachments() {
    List<Attachment> all = scene.attached().get();
    List<Attachment> fresh = new ArrayList<>(all.subList(attachedBefore, all.size()));
    attachedBefore = all.size();
    fresh.addAll(embedded);
    embedded.clear();
    return fresh;
  }

  private static StepRecord.Status status(Result result) {
    if (result.getStatus() == Status.PASSED) {
      return StepRecord.Status.PASSED;
    }
    if (result.getError() == null) {
      return StepRecord.Status.SKIPPED;
    }
    return outcome(result.getError()) == Outcome.FAILED
        ? StepRecord.Status.FAILED
        : StepRecord.Status.VOID;
  }

  /** A check that failed is an answer; everything else means that the lab could not tell. */
  private static Outcome outcome(@Nullable Throwable error) {
    if (error == null) {
      return Outcome.PASSED;
    }
    return error instanceof AssertionError ? Outcome.FAILED : Outcome.VOID;
  }
}
