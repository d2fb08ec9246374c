// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import dev.trimunit.devices.ConsoleText;
import java.io.PrintWriter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Counts how cases end, and prints each that fails with its reason. */
final class CaseLines implements TestExecutionListener {
  private final PrintWriter out;
  private int successful;
  private int aborted;
  private int failed;

  CaseLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> successful += test.isTest() ? 1 : 0;
      case ABORTED -> aborted += test.isTest() ? 1 : 0;
      case FAILED -> {
        failed++;
        print(test, result);
      }
    }
  }

  private void print(TestIdentifier test, TestExecutionResult result) {
    String name = test.isTest() ? "FAILED " + test.getDisplayName() + ": " : "";
    String message =
        result.getThrowable().map(CaseLines::message).orElse("it failed without a reason");
    (name + message).lines().map(ConsoleText::line).forEach(out::println);
    out.flush();
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  boolean isRed() {
    return failed > 0;
  }

  /** For example {@code 12 cases: 8 successful, 4 skipped, each with its reason: …, 0 failed}. */
  String summary() {
    int cases = successful + aborted + failed;
    return "%d %s: %d successful, %d skipped (each says why: a finding, or not shown in this run), %d failed"
        .formatted(cases, cases == 1 ? "case" : "cases", successful, aborted, failed);
  }
}
