// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile.Outage;
import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.devices.gateway.NameSpace;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lies beyond the gateway: names and servers. */
final class Internet {
  private final NameSpace names = new NameSpace();
  private final Map<DnsName, NameRecords> records;
  private final List<OutagePlan> outages = new ArrayList<>();
  private final World world;
  private boolean there = true;

  Internet(World world, Map<DnsName, NameRecords> records, List<Outage> outages, long seed) {
    this.world = world;
    this.records = records;
    records.forEach(names::put);
    for (int i = 0; i < outages.size(); i++) {
      // The same for every device, because a vendor's cloud fails for all of them at once.
      this.outages.add(new OutagePlan(outages.get(i), seed, "outage-" + i));
    }
  }

  NameSpace names() {
    return names;
  }

  /** Whether the gateway reaches it. */
  void there(boolean reachable) {
    there = reachable;
  }

  /** Names as the gateway finds them. */
  Optional<byte[]> ask(byte[] query) {
    return there ? names.ask(query) : Optional.empty();
  }

  /** The addresses that a device's maker built in for a name. */
  List<IpAddress> builtIn(DnsName name) {
    NameRecords found = records.get(name);
    return found == null ? List.of() : found.addresses();
  }

  /** Whether the servers of a destination answer now. */
  boolean answers(Destination destination) {
    Instant now = world.now();
    return there && outages.stream().noneMatch(outage -> outage.silences(destination, now));
  }

  /** The time there and back. */
  Duration roundTrip() {
    return world.dice().between(Duration.ofMillis(15), Duration.ofMillis(80));
  }
}
