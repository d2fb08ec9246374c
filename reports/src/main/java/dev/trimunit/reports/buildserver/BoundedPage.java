// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import java.nio.charset.StandardCharsets;

/** A page that grows by whole parts to a greatest size; it says so if parts were left out. */
final class BoundedPage {
  private static final String LEFT_OUT =
      "\n*Not everything has room here; blockability.html has it all.*\n";

  private final StringBuilder text = new StringBuilder();
  private final int most;
  private int bytes;
  private boolean leftOut;

  BoundedPage(int most) {
    this.most = most - LEFT_OUT.length();
  }

  void add(String part) {
    int more = part.getBytes(StandardCharsets.UTF_8).length;
    if (bytes + more > most) {
      leftOut = true;
      return;
    }
    bytes += more;
    text.append(part);
  }

  String text() {
    return text + (leftOut ? LEFT_OUT : "");
  }
}
