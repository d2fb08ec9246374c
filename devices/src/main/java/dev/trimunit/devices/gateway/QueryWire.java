// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A query read just far enough to look it up: header, one plain question, at most an OPT record.
 * Equal if the answer is the same: question in lower case, type, class, flags.
 */
final class QueryWire {
  private static final int HEADER = 12;
  private static final int OPT = 41;
  private static final int RECURSION_DESIRED = 0x01;
  private static final int AUTHENTIC_AND_CHECKING = 0x30;
  private static final int DNSSEC_OK = 0x80;

  private final byte[] key;
  private final int hash;
  private final int questionEnd;

  private QueryWire(byte[] key, int questionEnd) {
    this.key = key;
    this.hash = Arrays.hashCode(key);
    this.questionEnd = questionEnd;
  }

  /** Reads one; null if it is anything else. */
  static @Nullable QueryWire read(byte[] wire) {
    boolean plain =
        wire.length > HEADER
            && (wire[2] & 0xfa) == 0
            && count(wire, 4) == 1
            && count(wire, 6) + count(wire, 8) == 0
            && count(wire, 10) <= 1;
    int end = plain ? nameEnd(wire) + 4 : Integer.MAX_VALUE;
    if (!plain || end < HEADER || end > wire.length) {
      return null;
    }
    boolean hasOpt = count(wire, 10) == 1;
    if (hasOpt && (wire.length < end + 11 || wire[end] != 0 || count(wire, end + 1) != OPT)) {
      return null;
    }
    return new QueryWire(key(wire, end, hasOpt), end);
  }

  /** Makes an answer to an equal query one to this: with its id and its spelling. */
  byte[] adapt(byte[] answer, byte[] query) {
    byte[] wire = answer.clone();
    wire[0] = query[0];
    wire[1] = query[1];
    System.arraycopy(query, HEADER, wire, HEADER, questionEnd - HEADER);
    return wire;
  }

  /** Whether an answer has its question where it can be adapted. */
  boolean fits(byte[] answer) {
    return answer.length >= questionEnd && count(answer, 4) == 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QueryWire query && hash == query.hash && Arrays.equals(key, query.key);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  private static byte[] key(byte[] wire, int end, boolean hasOpt) {
    byte[] key = Arrays.copyOfRange(wire, HEADER - 2, end);
    key[0] = (byte) ((wire[2] & RECURSION_DESIRED) | (wire[3] & AUTHENTIC_AND_CHECKING));
    key[1] = (byte) (hasOpt ? 1 | (wire[end + 7] & DNSSEC_OK) : 0);
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
    return ((wire[at] & 0xff) << 8) | (wire[at + 1] & 0xff);
  }
}
