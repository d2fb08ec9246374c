// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import io.cucumber.java.PendingException;
import java.util.function.Supplier;

/**
 * A claim that nothing puts to the test is left out, with the reason; it neither holds nor fails.
 */
final class Undecided {
  private Undecided() {}

  static void when(boolean untested, Supplier<String> why) {
    if (untested) {
      throw new PendingException(why.get());
    }
  }
}
