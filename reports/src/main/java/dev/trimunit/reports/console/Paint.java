// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.console;

/** Colours of a terminal, or none. */
record Paint(boolean colour) {
  enum Ink {
    GREEN(32),
    RED(31),
    YELLOW(33),
    MAGENTA(35),
    BOLD(1),
    DIM(2);

    private final int code;

    Ink(int code) {
      this.code = code;
    }
  }

  String in(Ink ink, String text) {
    return colour ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
  }
}
