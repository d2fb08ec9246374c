// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.engine.model.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Which addresses are on this side of the gateway. */
public final class LocalPrefixes {
  private static final List<String> ALWAYS =
      List.of(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "169.254.0.0/16",
          "127.0.0.0/8",
          "fe80::/10",
          "fc00::/7",
          "::1/128");
  private static final LocalPrefixes STANDARD = new LocalPrefixes(ALWAYS);

  private final List<String> prefixes;
  private final long[] net;
  private final long[] mask;
  private final int ipv4Count;

  private LocalPrefixes(List<String> prefixes) {
    this.prefixes = List.copyOf(prefixes);
    List<Prefix> parsed = new ArrayList<>();
    int ipv4 = 0;
    for (String prefix : prefixes) {
      Prefix one = Prefix.parse(prefix);
      parsed.add(one.ipv4() ? ipv4++ : parsed.size(), one);
    }
    ipv4Count = ipv4;
    net = new long[2 * parsed.size()];
    mask = new long[2 * parsed.size()];
    for (int i = 0; i < parsed.size(); i++) {
      Prefix prefix = parsed.get(i);
      mask[2 * i] = prefix.maskHigh();
      mask[2 * i + 1] = prefix.maskLow();
      net[2 * i] = prefix.high() & prefix.maskHigh();
      net[2 * i + 1] = prefix.low() & prefix.maskLow();
    }
  }

  /** Private use, link-local and loopback ranges. */
  public static LocalPrefixes standard() {
    return STANDARD;
  }

  /**
   * These and another one, for a network with public addresses.
   *
   * @throws IllegalArgumentException with the text, if it is no {@code address/length}
   */
  public LocalPrefixes and(String cidr) {
    List<String> more = new ArrayList<>(prefixes);
    more.add(cidr);
    return new LocalPrefixes(more);
  }

  /** Whether an address lies in one of the prefixes. */
  public boolean contains(IpAddress address) {
    return contains(Addresses.high(address), Addresses.low(address));
  }

  boolean contains(long high, long low) {
    boolean ipv4 = Addresses.isIpv4(high, low);
    int from = ipv4 ? 0 : ipv4Count;
    int to = ipv4 ? ipv4Count : net.length / 2;
    for (int i = from; i < to; i++) {
      if ((high & mask[2 * i]) == net[2 * i] && (low & mask[2 * i + 1]) == net[2 * i + 1]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return String.join(", ", prefixes);
  }

  private record Prefix(boolean ipv4, long high, long low, int length) {
    static Prefix parse(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        IpAddress address = IpAddress.parse(slash < 0 ? cidr : cidr.substring(0, slash));
        int bits = address.isIpv6() ? 128 : 32;
        int length = slash < 0 ? bits : Integer.parseInt(cidr.substring(slash + 1));
        if (length < 0 || length > bits) {
          throw new IllegalArgumentException("length " + length + " is not 0 to " + bits);
        }
        int mapped = address.isIpv6() ? length : 96 + length;
        return new Prefix(
            !address.isIpv6(), Addresses.high(address), Addresses.low(address), mapped);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'"
                + cidr
                + "' is no prefix, write 198.51.100.0/24 or 2001:db8::/32: "
                + e.getMessage(),
            e);
      }
    }

    long maskHigh() {
      return length >= 64 ? -1L : mask(length);
    }

    long maskLow() {
      return length <= 64 ? 0 : mask(length - 64);
    }

    private static long mask(int bits) {
      return bits == 0 ? 0 : -1L << (64 - bits);
    }
  }
}
