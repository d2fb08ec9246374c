// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.dhcp;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import java.util.Locale;

/**
 * Somebody on the LAN.
 *
 * @param mac its hardware address
 * @param name what it calls itself by DHCP; empty if it does not say
 * @param vendorClass what runs on it, by DHCP; empty if it does not say
 * @param addresses the addresses that the kernel knows it by
 */
public record SeenDevice(
    MacAddress mac, String name, String vendorClass, List<IpAddress> addresses) {
  private static final int LONGEST_ID = 40;

  public SeenDevice {
    addresses = List.copyOf(addresses);
  }

  /** The id that its file may have: from its name, or the end of its MAC. */
  public String proposedId() {
    String id =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String end = mac.toString().substring(9).replace(":", "");
    return id.isEmpty() ? "device-" + end : id.substring(0, Math.min(id.length(), LONGEST_ID));
  }

  /** For a console: who it is, and what to write. */
  public String sentence() {
    return "A device that no file knows: "
        + mac
        + (name.isEmpty() ? "" : ", calls itself '" + name + "'")
        + (vendorClass.isEmpty() ? "" : ", runs '" + vendorClass + "'")
        + (addresses.isEmpty() ? "" : ", at " + addresses)
        + ". To test it, write devices/"
        + proposedId()
        + ".yaml (docs/device-files.md)";
  }
}
