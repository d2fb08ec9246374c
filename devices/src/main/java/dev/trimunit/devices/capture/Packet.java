// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

/**
 * The record at hand and what was dissected of it. One object serves a whole file, so that a packet
 * costs no allocation. Addresses are two longs; IPv4 is held as an IPv4-mapped IPv6 address.
 */
final class Packet {
  static final int NO_MAC = -1;
  static final int NO_PORT = -1;

  // The record.
  byte[] data = new byte[0];
  int start;
  int end;
  long originalLength;
  int linkType;
  long nanos;

  // Link layer.
  long sourceMac;
  boolean linkGroup;
  int ip;

  // IP.
  long sourceHigh;
  long sourceLow;
  long targetHigh;
  long targetLow;
  int protocol;
  int payload;
  int payloadEnd;
  boolean fragment;
  boolean moreFragments;
  int fragmentOffset;
  int fragmentId;

  // Transport.
  int sourcePort;
  int targetPort;

  /** Takes over a record; times beyond 2262 are held at that limit. */
  void record(
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

  boolean isIpv4() {
    return Addresses.isIpv4(sourceHigh, sourceLow);
  }

  boolean isFirstFragment() {
    return fragmentOffset == 0;
  }
}
