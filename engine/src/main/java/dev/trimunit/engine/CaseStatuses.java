// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * From verdict to case status, and from case status to what JUnit is told. The one place that maps
 * them.
 */
final class CaseStatuses {
  private CaseStatuses() {}

  /**
   * The status of a generated case.
   *
   * @param difference what is not as accepted; an empty text if it is as accepted, none if nothing
   *     is accepted for the device
   */
  static CaseStatus of(Verdict verdict, Optional<String> difference) {
    CaseStatus status = of(verdict.kind(), difference);
    // What was never put to the test is not green.
    return status == CaseStatus.SUCCESSFUL && !verdict.shown().now() ? CaseStatus.ABORTED : status;
  }

  /**
   * The status of a nightly gate.
   *
   * @param amber of one that could not tell
   */
  static CaseStatus of(Gate.Colour colour, CaseStatus amber) {
    return switch (colour) {
      case GREEN -> CaseStatus.SUCCESSFUL;
      case RED -> CaseStatus.FAILED;
      case AMBER -> amber;
    };
  }

  private static CaseStatus of(VerdictKind kind, Optional<String> difference) {
    return difference
        .map(sentence -> sentence.isEmpty() ? CaseStatus.SUCCESSFUL : CaseStatus.FAILED)
        .orElseGet(() -> withNothingAccepted(kind));
  }

  private static CaseStatus withNothingAccepted(VerdictKind kind) {
    return switch (kind) {
      case BLOCKABLE -> CaseStatus.SUCCESSFUL;
      case REQUIRED, ALTERNATIVE, DELAYED -> CaseStatus.ABORTED;
      case INCONCLUSIVE -> CaseStatus.FAILED;
    };
  }

  /** Why a generated case is not successful, in sentences; empty if it is. */
  static String message(Verdict verdict, Optional<String> difference) {
    return of(verdict, difference) == CaseStatus.SUCCESSFUL
        ? ""
        : difference.filter(text -> !text.isEmpty()).map(sentence -> sentence + " ").orElse("")
            + verdict.reason();
  }

  /** Ends a test with a status: returns, or throws with a stack that points at the spec. */
  static void conclude(CaseStatus status, String name, String message, SourceLocation location) {
    switch (status) {
      case SUCCESSFUL -> {}
      case ABORTED -> throw pointingAt(location, name, new TestAbortedException(message));
      case FAILED -> throw pointingAt(location, name, new AssertionFailedError(message));
    }
  }

  /** A failure of the lab or a spec, with a stack that points at the spec. */
  static AssertionFailedError failure(String name, String message, SourceLocation location) {
    return pointingAt(location, name, new AssertionFailedError(message));
  }

  private static <T extends Throwable> T pointingAt(
      SourceLocation location, String name, T throwable) {
    // One frame, as Cucumber's: IDEs and consoles make it a link to the line of the spec.
    StackTraceElement frame =
        new StackTraceElement("✽", name, location.file(), Math.max(1, location.line()));
    throwable.setStackTrace(new StackTraceElement[] {frame});
    return throwable;
  }
}
