// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.CaptureSummary;
import dev.trimunit.devices.capture.HostTraffic;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import java.util.function.Predicate;

/** Which hosts of a capture are wanted. */
record HostFilter(Predicate<HostTraffic> wanted) {

  static HostFilter everyone() {
    return new HostFilter(host -> true);
  }

  /**
   * The host with a MAC or IP address.
   *
   * @throws IllegalArgumentException with the text, if it is neither
   */
  static HostFilter parse(String device) {
    if (MacAddress.isLiteral(device)) {
      MacAddress mac = MacAddress.parse(device);
      return new HostFilter(host -> host.macs().contains(mac));
    }
    if (!IpAddress.isLiteral(device)) {
      throw new IllegalArgumentException("'" + device + "' is neither a MAC nor an IP address");
    }
    IpAddress address = IpAddress.parse(device);
    return new HostFilter(host -> host.addresses().contains(address));
  }

  List<HostTraffic> of(CaptureSummary capture) {
    return capture.hosts().stream().filter(wanted).toList();
  }
}
