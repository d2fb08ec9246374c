// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

/** Ends a search of which nothing can be concluded, with the reason. */
final class CannotTell extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotTell(String why) {
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
