// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import dev.trimunit.devices.capture.packet.Octets;

/** An interface of a pcapng section: its link type, clock and drop counter. */
final class PcapngInterface {
  private static final int RESOLUTION = 9;
  private static final int OFFSET = 14;
  private static final int STATISTICS_DROPPED = 5;
  private static final int STATISTICS_OS_DROPPED = 7;

  final int linkType;
  final long snaplen;
  private long unitsPerSecond = 1_000_000;
  private long offsetSeconds;
  private long dropped;

  /** Reads an interface description block. */
  PcapngInterface(byte[] data, int at, int end, boolean little) {
    linkType = Octets.u16(data, at + 8, little);
    long limit = Octets.u32(data, at + 12, little);
    snaplen = limit == 0 ? Long.MAX_VALUE : limit;
    options(
        data,
        at + 16,
        end,
        little,
        (code, option, length) -> {
          if (code == RESOLUTION && length >= 1) {
            unitsPerSecond = unitsPerSecond(Octets.u8(data, option));
          } else if (code == OFFSET && length >= 8) {
            offsetSeconds = s64(data, option, little);
          }
        });
  }

  /** Reads an interface statistics block's options: the last one counts. */
  void readStatistics(byte[] data, int at, int end, boolean little) {
    long[] drops = new long[2];
    options(
        data,
        at,
        end,
        little,
        (code, option, length) -> {
          if (code == STATISTICS_DROPPED && length >= 8) {
            drops[0] = Math.max(0, s64(data, option, little));
          } else if (code == STATISTICS_OS_DROPPED && length >= 8) {
            drops[1] = Math.max(0, s64(data, option, little));
          }
        });
    dropped = drops[0] + drops[1];
  }

  long dropped() {
    return dropped;
  }

  long seconds(long time) {
    return Long.divideUnsigned(time, unitsPerSecond) + offsetSeconds;
  }

  long nanos(long time) {
    long fraction = Long.remainderUnsigned(time, unitsPerSecond);
    return unitsPerSecond <= 1_000_000_000
        ? fraction * 1_000_000_000 / unitsPerSecond
        : (long) ((double) fraction * 1e9 / unitsPerSecond);
  }

  private static long unitsPerSecond(int resolution) {
    boolean binary = (resolution & 0x80) != 0;
    int exponent = Math.min(resolution & 0x7f, binary ? 62 : 18);
    return binary ? 1L << exponent : (long) Math.pow(10, exponent);
  }

  private static long s64(byte[] data, int at, boolean little) {
    long value = Octets.s64(data, at);
    return little ? Long.reverseBytes(value) : value;
  }

  private static void options(byte[] data, int from, int end, boolean little, OptionReader reader) {
    int at = from;
    while (end - at >= 4) {
      int code = Octets.u16(data, at, little);
      int length = Octets.u16(data, at + 2, little);
      if (code == 0 || length > end - at - 4) {
        return;
      }
      reader.read(code, at + 4, length);
      at += 4 + (length + 3 & ~3);
    }
  }

  @FunctionalInterface
  private interface OptionReader {
    void read(int code, int at, int length);
  }
}
