// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.dhcp;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.capture.packet.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a device says of itself when it asks for an address (RFC 2131). Texts come from the network:
 * everything outside printable ASCII is replaced by a question mark.
 *
 * @param mac its hardware address
 * @param hostName what it calls itself; empty if it does not say
 * @param vendorClass what runs on it, for example {@code udhcp 1.36.1}; empty if it does not say
 */
public record DhcpRequest(MacAddress mac, String hostName, String vendorClass) {
  private static final int FIXED = 236;
  private static final long COOKIE = 0x63825363L;
  private static final int HARDWARE_ADDRESS = 28;
  private static final int REQUEST = 1;
  private static final int PAD = 0;
  private static final int END = 255;
  private static final int HOST_NAME = 12;
  private static final int VENDOR_CLASS = 60;
  private static final int LONGEST = 80;

  /** Reads a UDP payload; empty if it is no request of an Ethernet device. */
  static Optional<DhcpRequest> read(byte[] data, int start, int end) {
    boolean request =
        end - start > FIXED + 4
            && data[start] == REQUEST
            && data[start + 1] == 1
            && data[start + 2] == 6
            && Octets.u32(data, start + FIXED) == COOKIE;
    if (!request) {
      return Optional.empty();
    }
    return Optional.of(
        new DhcpRequest(
            new MacAddress(Octets.u48(data, start + HARDWARE_ADDRESS)),
            option(HOST_NAME, data, start + FIXED + 4, end),
            option(VENDOR_CLASS, data, start + FIXED + 4, end)));
  }

  private static String option(int wanted, byte[] data, int start, int end) {
    int at = start;
    while (at + 1 < end && (data[at] & 0xff) != END) {
      if (data[at] == PAD) {
        at++;
        continue;
      }
      int length = data[at + 1] & 0xff;
      if (at + 2 + length > end) {
        return "";
      }
      if ((data[at] & 0xff) == wanted) {
        return printable(data, at + 2, Math.min(length, LONGEST));
      }
      at += 2 + length;
    }
    return "";
  }

  private static String printable(byte[] data, int at, int length) {
    String text = new String(data, at, length, StandardCharsets.ISO_8859_1);
    return text.replaceAll("\\x00+$", "").replaceAll("[^ -~]", "?").strip();
  }
}
