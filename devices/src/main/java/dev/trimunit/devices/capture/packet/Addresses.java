// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

import dev.trimunit.engine.model.IpAddress;

/** Addresses as two longs, IPv4 as IPv4-mapped. */
public final class Addresses {
  private static final long MAPPED = 0xffff_0000_0000L;

  private Addresses() {}

  public static long mapped(int ipv4) {
    return MAPPED | (ipv4 & 0xffff_ffffL);
  }

  public static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == 0xffff;
  }

  public static boolean isMulticast(long high, long low) {
    return isIpv4(high, low) ? (low & 0xf000_0000L) == 0xe000_0000L : high >>> 56 == 0xff;
  }

  public static boolean isUnspecified(long high, long low) {
    return high == 0 && (low == 0 || low == MAPPED);
  }

  public static boolean isBroadcast(long high, long low) {
    return high == 0 && low == (MAPPED | 0xffff_ffffL);
  }

  public static long high(IpAddress address) {
    byte[] octets = address.octets();
    return octets.length == 4 ? 0 : Octets.s64(octets, 0);
  }

  public static long low(IpAddress address) {
    byte[] octets = address.octets();
    return octets.length == 4 ? mapped(Octets.s32(octets, 0)) : Octets.s64(octets, 8);
  }

  public static IpAddress of(long high, long low) {
    byte[] octets = new byte[isIpv4(high, low) ? 4 : 16];
    if (octets.length == 16) {
      Octets.put32(octets, 0, (int) (high >>> 32));
      Octets.put32(octets, 4, (int) high);
      Octets.put32(octets, 8, (int) (low >>> 32));
    }
    Octets.put32(octets, octets.length - 4, (int) low);
    return IpAddress.of(octets);
  }

  public static int hash(long high, long low) {
    return (int) (mix(high * 31 + low) >>> 32);
  }

  /** Spreads the bits of a key (the finalizer of MurmurHash3). */
  public static long mix(long key) {
    long h = (key ^ (key >>> 33)) * 0xff51_afd7_ed55_8ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
    return h ^ (h >>> 33);
  }
}
