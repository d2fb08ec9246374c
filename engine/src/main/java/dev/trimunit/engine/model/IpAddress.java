// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address; never resolved, never scoped.
 *
 * @param value the address; its host name is never asked for
 */
public record IpAddress(InetAddress value) implements Host, Comparable<IpAddress> {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6_SHAPE =
      Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:([0-9a-fA-F:.]*[0-9a-fA-F:])?");

  public IpAddress {
    Objects.requireNonNull(value, "value");
  }

  /** Whether the text has the shape of an address rather than of a name. */
  public static boolean isLiteral(String text) {
    return IPV4.matcher(text).matches() || IPV6_SHAPE.matcher(text).matches();
  }

  /** Whether the text is an address, and not only like one. */
  static boolean isAddress(String text) {
    try {
      return isLiteral(text) && parse(text).octets().length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads a literal; no look-up is ever made.
   *
   * @throws IllegalArgumentException with the text, if it is no address literal
   */
  public static IpAddress parse(String literal) {
    if (!isLiteral(literal)) {
      throw new IllegalArgumentException("Not an IP address: '" + literal + "'");
    }
    try {
      return new IpAddress(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Not an IP address: '" + literal + "'", e);
    }
  }

  /**
   * Takes 4 or 16 octets in network order. IPv4-mapped IPv6 addresses become IPv4, as in the JDK.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  public static IpAddress of(byte[] octets) {
    try {
      return new IpAddress(InetAddress.getByAddress(octets));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("An address has 4 or 16 octets, not " + octets.length, e);
    }
  }

  /**
   * Written out, as is the hash: what a record derives is put together at run time, when first
   * used.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress address && value.equals(address.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  public boolean isIpv6() {
    return value instanceof Inet6Address;
  }

  /** A copy of the octets, 4 or 16 of them. */
  public byte[] octets() {
    return value.getAddress();
  }

  @Override
  public int compareTo(IpAddress other) {
    int families = Integer.compare(octets().length, other.octets().length);
    return families != 0 ? families : java.util.Arrays.compareUnsigned(octets(), other.octets());
  }

  /** The canonical text: dotted decimal, or RFC 5952. */
  @Override
  public String toString() {
    return value instanceof Inet4Address ? value.getHostAddress() : rfc5952(octets());
  }

  private static String rfc5952(byte[] octets) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((octets[2 * i] & 0xff) << 8) | (octets[2 * i + 1] & 0xff);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = zeroRun(groups, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
        continue;
      }
      if (i > 0 && i != start + length) {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  private static int zeroRun(int[] groups, int from) {
    int end = from;
    while (end < groups.length && groups[end] == 0) {
      end++;
    }
    return end - from;
  }
}
