// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses that a model gives its names. */
final class Targets {
  private static final int LONGEST_CHAIN = 8;

  private Targets() {}

  static List<IpAddress> of(DeviceModel model, Host host) {
    if (host instanceof IpAddress address) {
      return List.of(address);
    }
    @Nullable DnsName name = (DnsName) host;
    for (int i = 0; i < LONGEST_CHAIN && name != null; i++) {
      NameRecords records = model.names().get(name);
      if (records == null) {
        return List.of();
      }
      if (!records.addresses().isEmpty()) {
        return records.addresses();
      }
      name = records.alias();
    }
    return List.of();
  }
}
