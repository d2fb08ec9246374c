// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.reports.data.DeviceData;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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

  private final Set<Host> own = new HashSet<>();

  /**
   * @param kept what is not blocked: names of its own, although a family's pattern may fit
   */
  Handed(DeviceData data, Set<Destination> kept) {
    kept.forEach(destination -> own.add(destination.host()));
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
    SortedSet<IpAddress> all = new TreeSet<>(Comparator.comparing(IpAddress::toString));
    all.addAll(addresses.getOrDefault(destination.host(), new TreeSet<>()));
    if (destination.host() instanceof DnsName family && family.isFamily()) {
      addresses.forEach(
          (host, its) -> {
            if (host instanceof DnsName name && family.holds(name) && !own.contains(host)) {
              all.addAll(its);
            }
          });
    }
    return all;
  }
}
