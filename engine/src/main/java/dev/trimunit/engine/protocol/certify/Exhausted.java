// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

/** The limit on trials is reached: what is open stays undecided. */
final class Exhausted extends RuntimeException {
  Exhausted(int trials) {
    super(trials + " trials are the limit", null, false, false);
  }
}
