// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

/** The trials so far end here: a plan asks for the next. */
final class Asking extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Ask ask;

  Asking(Ask ask) {
    super("The next trial", null, false, false);
    this.ask = ask;
  }

  Ask ask() {
    return ask;
  }
}
