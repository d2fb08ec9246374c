// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Who is who in the device's network.
 *
 * @param deviceMac the device
 * @param deviceIpv4 what DHCP gives it
 * @param deviceIpv6 what it makes of the gateway's prefix
 */
record Addresses(MacAddress deviceMac, IpAddress deviceIpv4, IpAddress deviceIpv6) {
  static final MacAddress GATEWAY_MAC = MacAddress.parse("02:00:5e:00:53:01");
  static final MacAddress PHONE_MAC = MacAddress.parse("02:00:5e:00:53:02");
  static final IpAddress GATEWAY = IpAddress.parse("192.168.77.1");
  static final IpAddress PHONE = IpAddress.parse("192.168.77.2");
  static final String IPV6_PREFIX = "2001:db8:77::/64";
  static final IpAddress NONE = IpAddress.parse("0.0.0.0");
  static final IpAddress BROADCAST = IpAddress.parse("255.255.255.255");

  /** The same device, the same addresses. */
  static Addresses of(String device) {
    CRC32 crc = new CRC32();
    crc.update(device.getBytes(StandardCharsets.UTF_8));
    int host = 10 + (int) (crc.getValue() % 200);
    return new Addresses(
        new MacAddress(0x0200_5e10_0000L | (crc.getValue() & 0xffffL)),
        IpAddress.parse("192.168.77." + host),
        IpAddress.parse("2001:db8:77::" + Integer.toHexString(host)));
  }

  /** The device's address of the same family. */
  IpAddress facing(IpAddress remote) {
    return remote.isIpv6() ? deviceIpv6 : deviceIpv4;
  }
}
