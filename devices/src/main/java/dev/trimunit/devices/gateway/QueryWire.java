// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A query read just far enough to look it up: header, one plain question, at most an OPT record.
 *
 * @param key what decides the answer: question in lower case, type, class, flags
 * @param questionEnd where the question ends
 */
record QueryWire(ByteBuffer key, int questionEnd) {
  private static final int HEADER = 12;
  private static final int OPT = 41;
  private static final int RECURSION_DESIRED = 0x01;
  private static final int AUTHENTIC_AND_CHECKING = 0x30;
  private static final int DNSSEC_OK = 0x80;

  /** Reads one; empty if it is anything else. */
  static Optional<QueryWire> read(byte[] wire) {
    boolean plain =
        wire.length > HEADER
            && (wire[2] & 0xfa) == 0
            && count(wire, 4) == 1
            && count(wire, 6) + count(wire, 8) == 0
            && count(wire, 10) <= 1;
    int end = plain ? nameEnd(wire) + 4 : Integer.MAX_VALUE;
    if (!plain || end < HEADER || end > wire.length) {
      return Optional.empty();
    }
    boolean hasOpt = count(wire, 10) == 1;
    if (hasOpt && (wire.length < end + 11 || wire[end] != 0 || count(wire, end + 1) != OPT)) {
      return Optional.empty();
    }
    return Optional.of(new QueryWire(ByteBuffer.wrap(key(wire, end, hasOpt)), end));
  }

  private static byte[] key(byte[] wire, int end, boolean hasOpt) {
    byte[] key = Arrays.copyOfRange(wire, HEADER - 2, end);
    key[0] = (byte) (wire[2] & RECURSION_DESIRED | wire[3] & AUTHENTIC_AND_CHECKING);
    key[1] = (byte) (hasOpt ? 1 | wire[end + 7] & DNSSEC_OK : 0);
    for (int i = 2; i < key.length - 4; i++) {
      key[i] = key[i] >= 'A' && key[i] <= 'Z' ? (byte) (key[i] + 32) : key[i];
    }
    return key;
  }

  /** After the root label; negative if the name is cut short or compressed. */
  private static int nameEnd(byte[] wire) {
    int at = HEADER;
    while (at < wire.length && wire[at] != 0) {
      if ((wire[at] & 0xc0) != 0) {
        return -HEADER;
      }
      at += 1 + wire[at];
    }
    return at < wire.length ? at + 1 : -HEADER;
  }

  private static int count(byte[] wire, int at) {
    return (wire[at] & 0xff) << 8 | wire[at + 1] & 0xff;
  }
}
