// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import java.io.PrintWriter;

/** Messages and a counter of files, on a console a line that is written over. */
final class Progress {
  private final PrintWriter out;
  private final int total;
  private final boolean live;
  private int finished;

  Progress(PrintWriter out, int total, boolean live) {
    this.out = out;
    this.total = total;
    this.live = live && total > 1;
  }

  synchronized void say(String message) {
    out.println((live ? "\r" : "") + ConsoleText.line(message));
    out.flush();
  }

  synchronized void step() {
    finished++;
    if (live) {
      out.print("\r" + finished + " of " + total + " captures");
      out.flush();
    }
  }

  synchronized void done(int refused) {
    if (live) {
      out.println();
    }
    if (refused > 0) {
      out.println(
          refused
              + " refused, "
              + (finished == 0 ? 0 : total - Math.min(refused, total))
              + " read");
    }
    out.flush();
  }
}
