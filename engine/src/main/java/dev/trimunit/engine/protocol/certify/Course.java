// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a plan's answers come from. Where several units of a device run trials at once, the plan is
 * made anew whenever one is free, from the trials so far: those that are over, and those that are
 * not, of which the likely outcome is assumed.
 */
@FunctionalInterface
public interface Course {
  /**
   * The next trial: the one that is asked for, or another that was run, after which the same is
   * asked once more. Empty where the trials so far end.
   */
  Optional<Told> next(Ask ask);

  /** What is left when a plan is at its end. */
  default List<Told> rest() {
    return List.of();
  }

  /** One trial at a time, each as it is asked for. */
  static Course of(Function<Ask, Answer> oracle) {
    return ask -> Optional.of(new Told(ask, 0, oracle.apply(ask), Instant.MIN, true));
  }

  /**
   * A trial.
   *
   * @param ask what it was to be
   * @param unit on which unit it ran
   * @param answer what came of it; null if it is under way
   * @param start when it began, if it is under way
   * @param asked whether it is the one that was asked for
   */
  record Told(Ask ask, int unit, @Nullable Answer answer, Instant start, boolean asked) {}
}
