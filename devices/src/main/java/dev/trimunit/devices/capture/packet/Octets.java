// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/**
 * Numbers in octet arrays, network order unless the name says otherwise. Callers check bounds. Put
 * together octet by octet: the JDK's views of arrays spin classes when they are first used and cost
 * a short run more than they save a long one.
 */
public final class Octets {
  private Octets() {}

  public static int u8(byte[] data, int at) {
    return data[at] & 0xff;
  }

  public static int u16(byte[] data, int at) {
    return ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff);
  }

  static int u24(byte[] data, int at) {
    return (u8(data, at) << 16) | u16(data, at + 1);
  }

  public static int s32(byte[] data, int at) {
    return (data[at] << 24)
        | ((data[at + 1] & 0xff) << 16)
        | ((data[at + 2] & 0xff) << 8)
        | (data[at + 3] & 0xff);
  }

  public static long u32(byte[] data, int at) {
    return s32(data, at) & 0xffff_ffffL;
  }

  public static long u48(byte[] data, int at) {
    return ((long) u16(data, at) << 32) | u32(data, at + 2);
  }

  public static long s64(byte[] data, int at) {
    return ((long) s32(data, at) << 32) | u32(data, at + 4);
  }

  public static int u16(byte[] data, int at, boolean little) {
    return little ? ((data[at + 1] & 0xff) << 8) | (data[at] & 0xff) : u16(data, at);
  }

  public static long u32(byte[] data, int at, boolean little) {
    int value = s32(data, at);
    return (little ? Integer.reverseBytes(value) : value) & 0xffff_ffffL;
  }

  public static void put16(byte[] data, int at, int value) {
    data[at] = (byte) (value >>> 8);
    data[at + 1] = (byte) value;
  }

  public static void put32(byte[] data, int at, int value) {
    put16(data, at, value >>> 16);
    put16(data, at + 2, value);
  }

  static void put48(byte[] data, int at, long value) {
    put16(data, at, (int) (value >>> 32));
    put32(data, at + 2, (int) value);
  }
}
