// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.util.stream.Stream;

/** Who calls {@link System#exit}, as opposed to a signal from outside. */
public final class Exit {
  private Exit() {}

  /** Whether a thread with this stack does. */
  public static boolean isIn(StackTraceElement[] stack) {
    return Stream.of(stack)
        .anyMatch(
            frame ->
                frame.getClassName().equals(Runtime.class.getName())
                    && frame.getMethodName().equals("exit"));
  }

  /** Whether any thread does. */
  public static boolean isUnderWay() {
    return Thread.getAllStackTraces().values().stream().anyMatch(Exit::isIn);
  }
}
