// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.reports.data.DeviceData;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every address that stood for a host in a campaign: what answers gave the device, whether it then
 * went there or not, and where it went. What answered in the place of a blocked name is no address
 * of it.
 */
final class Handed {
  private final Map<Host, SortedSet<IpAddress>> addresses = new HashMap<>();

  Handed(DeviceData data) {
    for (TrialRecord trial : data.trials()) {
      for (DnsEvent event : trial.dns()) {
        if (event.answer() == DnsAnswer.ANSWERED) {
          event.addresses().forEach(address -> add(event.question(), address));
        }
      }
      trial
          .observations()
          .forEach(seen -> seen.addresses().forEach(a -> add(seen.destination().host(), a)));
    }
  }

  private void add(Host host, IpAddress address) {
    addresses
        .computeIfAbsent(host, h -> new TreeSet<>(Comparator.comparing(IpAddress::toString)))
        .add(address);
  }

  /** Of a destination's host; the address itself, if it is one. */
  SortedSet<IpAddress> of(Destination destination) {
    if (destination.host() instanceof IpAddress address) {
      return new TreeSet<>(Set.of(address));
    }
    return addresses.getOrDefault(destination.host(), new TreeSet<>());
  }
}
