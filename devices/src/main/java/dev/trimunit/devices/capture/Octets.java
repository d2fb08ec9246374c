// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in octet arrays, network order unless the name says otherwise. Callers check bounds. */
final class Octets {
  private static final VarHandle BIG_16 = view(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_32 = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_64 = view(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_16 = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_32 = view(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Octets() {}

  private static VarHandle view(Class<?> array, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(array, order);
  }

  static int u8(byte[] data, int at) {
    return data[at] & 0xff;
  }

  static int u16(byte[] data, int at) {
    return (short) BIG_16.get(data, at) & 0xffff;
  }

  static int u24(byte[] data, int at) {
    return u8(data, at) << 16 | u16(data, at + 1);
  }

  static int s32(byte[] data, int at) {
    return (int) BIG_32.get(data, at);
  }

  static long u32(byte[] data, int at) {
    return s32(data, at) & 0xffff_ffffL;
  }

  static long u48(byte[] data, int at) {
    return (long) u16(data, at) << 32 | u32(data, at + 2);
  }

  static long s64(byte[] data, int at) {
    return (long) BIG_64.get(data, at);
  }

  static int u16(byte[] data, int at, boolean little) {
    return little ? (short) LITTLE_16.get(data, at) & 0xffff : u16(data, at);
  }

  static long u32(byte[] data, int at, boolean little) {
    return (little ? (int) LITTLE_32.get(data, at) : s32(data, at)) & 0xffff_ffffL;
  }

  static void put16(byte[] data, int at, int value) {
    BIG_16.set(data, at, (short) value);
  }

  static void put32(byte[] data, int at, int value) {
    BIG_32.set(data, at, value);
  }

  static void put48(byte[] data, int at, long value) {
    put16(data, at, (int) (value >>> 32));
    put32(data, at + 2, (int) value);
  }
}
