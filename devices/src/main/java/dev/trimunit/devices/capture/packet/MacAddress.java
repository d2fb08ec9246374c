// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

import java.util.regex.Pattern;

/**
 * A 48-bit link-layer address.
 *
 * @param value its six octets, the first one highest
 */
public record MacAddress(long value) implements Comparable<MacAddress> {
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);
  private static final Pattern SYNTAX = Pattern.compile("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}");

  public MacAddress {
    if (value >>> 48 != 0) {
      throw new IllegalArgumentException("A MAC address has 48 bits: " + Long.toHexString(value));
    }
  }

  /** Whether the text has the shape of a MAC address. */
  public static boolean isLiteral(String text) {
    return SYNTAX.matcher(text).matches();
  }

  /**
   * Reads {@code 02:00:5e:00:53:01}, also with hyphens.
   *
   * @throws IllegalArgumentException with the text, if it is no MAC address
   */
  public static MacAddress parse(String text) {
    if (!isLiteral(text)) {
      throw new IllegalArgumentException(
          "Not a MAC address: '" + text + "', write 02:00:5e:00:53:01");
    }
    return new MacAddress(Long.parseLong(text.replaceAll("[:-]", ""), 16));
  }

  /** Whether frames to it go to several stations. */
  public boolean isGroup() {
    return ((value >>> 40) & 1) != 0;
  }

  /** A copy of the octets. */
  public byte[] octets() {
    byte[] octets = new byte[6];
    Octets.put48(octets, 0, value);
    return octets;
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(shift == 40 ? "" : ":");
      text.append(Character.forDigit((int) (value >>> (shift + 4)) & 0xf, 16));
      text.append(Character.forDigit((int) (value >>> shift) & 0xf, 16));
    }
    return text.toString();
  }
}
