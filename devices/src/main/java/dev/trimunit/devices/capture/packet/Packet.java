// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/**
 * The record at hand and what was dissected of it. One object serves a whole file, so that a packet
 * costs no allocation. Addresses are two longs; IPv4 is held as an IPv4-mapped IPv6 address.
 */
public final class Packet {
  public static final int NO_MAC = -1;
  public static final int NO_PORT = -1;
  private static final int MAX_NESTED = 32;

  // The record.
  public byte[] data = new byte[0];
  public int start;
  public int end;
  public long originalLength;
  public int linkType;
  public long nanos;

  // Link layer.
  int nested;
  public long sourceMac;
  public boolean linkGroup;
  public int ip;

  // IP.
  public long sourceHigh;
  public long sourceLow;
  public long targetHigh;
  public long targetLow;
  public int protocol;
  public int payload;
  public int payloadEnd;
  public boolean fragment;
  public boolean moreFragments;
  public int fragmentOffset;
  public int fragmentId;

  // Transport.
  public int sourcePort;
  public int targetPort;

  /** Takes over a record; times beyond 2262 are held at that limit. */
  public void record(
      byte[] data,
      int start,
      int length,
      long originalLength,
      int linkType,
      long seconds,
      long nanos) {
    this.data = data;
    this.start = start;
    this.end = start + length;
    this.originalLength = originalLength;
    this.linkType = linkType;
    boolean holds = seconds >= 0 && seconds < Long.MAX_VALUE / 1_000_000_000L - 5;
    this.nanos = holds ? seconds * 1_000_000_000L + nanos : Long.MAX_VALUE;
  }

  boolean has(int at, int length) {
    return end - at >= length;
  }

  /** Counts a wrapping; false beyond any real number of them, so that recursion ends. */
  boolean mayNest() {
    return ++nested <= MAX_NESTED;
  }

  public boolean isIpv4() {
    return Addresses.isIpv4(sourceHigh, sourceLow);
  }

  public boolean isFirstFragment() {
    return fragmentOffset == 0;
  }
}
