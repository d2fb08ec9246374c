// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import java.io.PrintWriter;

/** Messages, and how many captures are done: a line per tenth, so that a log stays readable. */
final class Progress {
  private static final int WORTH_SHOWING = 20;

  private final PrintWriter out;
  private final int total;
  private final boolean shown;
  private int finished;

  Progress(PrintWriter out, int total, boolean shown) {
    this.out = out;
    this.total = total;
    this.shown = shown && total >= WORTH_SHOWING;
  }

  synchronized void say(String message) {
    out.println(ConsoleText.line(message));
    out.flush();
  }

  synchronized void step() {
    finished++;
    boolean tenth = finished * 10L / total != (finished - 1) * 10L / total;
    if (shown && tenth) {
      out.println(finished + " of " + total + " captures");
      out.flush();
    }
  }

  synchronized void done(int refused, int read) {
    if (refused > 0) {
      out.println(refused + " refused, " + read + " read");
      out.flush();
    }
  }
}
