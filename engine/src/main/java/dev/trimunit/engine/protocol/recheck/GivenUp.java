// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

/** The night ends without an answer. */
final class GivenUp extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GivenUp(String why) {
    super(why);
  }
}
