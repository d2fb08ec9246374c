// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Documentation addresses for names whose file gives none; the same name, the same addresses. */
final class MadeUpAddresses {
  private static final int TTL = 300;

  private MadeUpAddresses() {}

  static NameRecords records(DnsName name) {
    CRC32 crc = new CRC32();
    crc.update(name.text().getBytes(StandardCharsets.US_ASCII));
    int hash = (int) crc.getValue();
    String network = (hash & 0x100) == 0 ? "198.51.100." : "203.0.113.";
    IpAddress address = IpAddress.parse(network + (1 + (hash & 0xff) % 254));
    return new NameRecords(List.of(address), null, TTL);
  }
}
