// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.Arrays;

/** Where the times to live are in a well-formed message. */
final class RecordTtls {
  private static final int HEADER = 12;
  private static final int OPT = 41;

  private RecordTtls() {}

  static int[] offsets(byte[] wire) {
    int records = count(wire, 6) + count(wire, 8) + count(wire, 10);
    int[] offsets = new int[records];
    int found = 0;
    int at = HEADER;
    for (int i = count(wire, 4); i > 0; i--) {
      at = nameEnd(wire, at) + 4;
    }
    for (int i = 0; i < records; i++) {
      int type = nameEnd(wire, at);
      if (count(wire, type) != OPT) {
        offsets[found++] = type + 4;
      }
      at = type + 10 + count(wire, type + 8);
    }
    return Arrays.copyOf(offsets, found);
  }

  private static int nameEnd(byte[] wire, int start) {
    int at = start;
    while (wire[at] != 0) {
      if ((wire[at] & 0xc0) == 0xc0) {
        return at + 2;
      }
      at += 1 + wire[at];
    }
    return at + 1;
  }

  private static int count(byte[] wire, int at) {
    return ((wire[at] & 0xff) << 8) | (wire[at + 1] & 0xff);
  }
}
