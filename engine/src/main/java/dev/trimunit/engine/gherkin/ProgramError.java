// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.trial.SpecMistake;
import io.cucumber.core.exception.CucumberException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a step or hook throws because it, or its line in the spec, is written wrongly. The lab has
 * nothing to do with it, and another trial would end the same way.
 */
final class ProgramError {
  /** Nobody throws these on purpose to say that a phone does not answer. */
  private static final List<Class<?>> WHEREVER_THROWN =
      List.of(
          Error.class,
          NullPointerException.class,
          ClassCastException.class,
          IndexOutOfBoundsException.class,
          ArrayStoreException.class,
          NegativeArraySizeException.class,
          ArithmeticException.class,
          ConcurrentModificationException.class,
          ReflectiveOperationException.class,
          CucumberException.class);

  /** Libraries throw these also when what they talk to is out of order. */
  private static final List<Class<?>> THROWN_BY_GLUE =
      List.of(
          IllegalArgumentException.class,
          IllegalStateException.class,
          UnsupportedOperationException.class,
          NoSuchElementException.class);

  private ProgramError() {}

  /**
   * Whether it is one.
   *
   * @param location of the step method or hook that threw it
   */
  static boolean isOne(Throwable error, String location) {
    if (error instanceof AssertionError
        || error instanceof LabFault
        || error instanceof LabException
        || error instanceof CampaignStopped) {
      return false;
    }
    return error instanceof SpecMistake
        || isAny(WHEREVER_THROWN, error)
        || (isAny(THROWN_BY_GLUE, error)
            && thrownAt(error)
                .filter(frame -> isOfGlue(frame, location) || isOfTheEngine(frame))
                .isPresent());
  }

  private static boolean isAny(List<Class<?>> kinds, Throwable error) {
    return kinds.stream().anyMatch(kind -> kind.isInstance(error));
  }

  /** What went wrong, with class, method and line; what the tester wrote is told without these. */
  static String sentence(Throwable error, String location) {
    if (error instanceof SpecMistake) {
      return String.valueOf(error.getMessage());
    }
    String words = error.getMessage() == null ? "" : ": " + error.getMessage().strip();
    return "an error of the program, not of the lab: %s%s%s"
        .formatted(error.getClass().getName(), words, place(error.getStackTrace(), location));
  }

  /**
   * Where a stack is, outside the JDK, and where the steps called it.
   *
   * @param location of the step method or hook; empty if it is not known
   */
  static String place(StackTraceElement[] stack, String location) {
    Optional<StackTraceElement> top = outsideTheJdk(stack);
    String at = top.map(frame -> " at " + words(frame)).orElse("");
    if (location.isEmpty() || top.filter(frame -> isOfGlue(frame, location)).isPresent()) {
      return at;
    }
    return at
        + Stream.of(stack)
            .filter(frame -> isOfGlue(frame, location))
            .findFirst()
            .map(frame -> ", called at " + words(frame))
            .orElse(", in " + location);
  }

  /** Without the name of the class loader, which a thread's stack has. */
  private static String words(StackTraceElement frame) {
    return frame.toString().replaceFirst("^[^(]*/", "");
  }

  /** The first place outside the JDK. */
  private static Optional<StackTraceElement> thrownAt(Throwable error) {
    return outsideTheJdk(error.getStackTrace());
  }

  private static Optional<StackTraceElement> outsideTheJdk(StackTraceElement[] stack) {
    return Stream.of(stack)
        .filter(frame -> !frame.getClassName().matches("(java|javax|jdk|sun)\\..*"))
        .findFirst();
  }

  private static boolean isOfTheEngine(StackTraceElement frame) {
    return frame.getClassName().startsWith("dev.trimunit.engine.");
  }

  /** A class of the same package: step methods call helpers beside them. */
  private static boolean isOfGlue(StackTraceElement frame, String location) {
    String className = location.replaceFirst("\\(.*", "").replaceFirst("\\.[^.]*$", "");
    String folder = className.substring(0, className.lastIndexOf('.') + 1);
    return !folder.isEmpty() && frame.getClassName().startsWith(folder);
  }
}
