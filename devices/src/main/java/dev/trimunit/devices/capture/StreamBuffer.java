// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The octets of one direction of a TCP connection in order, as far as they are known; bounded. */
final class StreamBuffer {
  static final int MAX_BYTES = 1 << 17;
  private static final int MAX_EARLY = 64;

  byte[] data = new byte[2048];
  int length;
  private boolean started;
  private boolean broken;
  private int expected;
  private final Map<Integer, byte[]> early = new TreeMap<>();
  private int earlyBytes;

  /** The sender's SYN: its octets start after {@code sequence}. */
  void start(int sequence) {
    if (started && expected == sequence + 1) {
      return;
    }
    started = true;
    broken = false;
    expected = sequence + 1;
    length = 0;
    early.clear();
    earlyBytes = 0;
  }

  boolean isBroken() {
    return broken;
  }

  /** Takes a segment; whatever does not fit the bounds breaks the stream until its next SYN. */
  void add(int sequence, byte[] from, int at, int count) {
    if (broken || count <= 0) {
      return;
    }
    if (!started) {
      started = true;
      expected = sequence;
    }
    int ahead = sequence - expected;
    if (ahead > 0) {
      keep(sequence, from, at, count, ahead);
      return;
    }
    if (count + ahead > 0) {
      append(from, at - ahead, count + ahead);
      drain();
    }
  }

  /** Forgets the first octets, which were understood. */
  void consume(int count) {
    System.arraycopy(data, count, data, 0, length - count);
    length -= count;
  }

  private void keep(int sequence, byte[] from, int at, int count, int ahead) {
    if (ahead > MAX_BYTES || early.size() >= MAX_EARLY || earlyBytes + count > MAX_BYTES) {
      broken = true;
      early.clear();
      return;
    }
    byte[] old = early.put(sequence, Arrays.copyOfRange(from, at, at + count));
    earlyBytes += count - (old == null ? 0 : old.length);
  }

  private void append(byte[] from, int at, int count) {
    if (length + count > MAX_BYTES) {
      broken = true;
      return;
    }
    if (length + count > data.length) {
      data = Arrays.copyOf(data, Math.max(length + count, 2 * data.length));
    }
    System.arraycopy(from, at, data, length, count);
    length += count;
    expected += count;
  }

  private void drain() {
    boolean moved = true;
    while (moved && !early.isEmpty()) {
      moved = false;
      for (var segment : early.entrySet()) {
        int ahead = segment.getKey() - expected;
        if (ahead <= 0) {
          byte[] octets = segment.getValue();
          early.remove(segment.getKey());
          earlyBytes -= octets.length;
          if (octets.length + ahead > 0) {
            append(octets, -ahead, octets.length + ahead);
          }
          moved = true;
          break;
        }
      }
    }
  }
}
