// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The accounts of hosts as what the reader's callers see. */
final class HostReports {
  private final Map<Host, List<Account>> accounts = new HashMap<>();

  HostReports(Collection<Account> all) {
    for (Account account : all) {
      List<Account> ofHost = accounts.get(account.key.host());
      if (ofHost == null) {
        ofHost = new ArrayList<>();
        accounts.put(account.key.host(), ofHost);
      }
      ofHost.add(account);
    }
  }

  /** Everything about the hosts, by address; those without anything to say are left out. */
  List<HostTraffic> of(Collection<Host> hosts) {
    Map<IpAddress, HostTraffic> byAddress = new TreeMap<>();
    for (Host host : hosts) {
      HostTraffic traffic = of(host);
      if (!traffic.isEmpty()) {
        byAddress.put(traffic.addresses().first(), traffic);
      }
    }
    return List.copyOf(byAddress.values());
  }

  private HostTraffic of(Host host) {
    List<Observation> contacted = observations(host, Account.Role.DESTINATION);
    List<Observation> destinations = new ArrayList<>();
    List<Observation> receivedOnly = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Observation o : contacted) {
      boolean sent = o.packetsSent() > 0;
      (sent ? destinations : receivedOnly).add(o);
      if (sent) {
        names.add(o.destination().host().toString());
      }
    }
    List<Asked> notContacted = new ArrayList<>();
    List<Asked> others = new ArrayList<>();
    for (Map.Entry<String, Set<Integer>> query : host.asked.entrySet()) {
      Asked asked = new Asked(DnsName.of(query.getKey()), query.getValue());
      if (!asked.isForAddress()) {
        others.add(asked);
      } else if (!names.contains(asked.name().text())
          && Collections.disjoint(names, host.led.getOrDefault(query.getKey(), Set.of()))) {
        notContacted.add(asked);
      }
    }
    return HostTrafficBuilder.stagedBuilder()
        .addresses(host.addresses)
        .macs(host.macs)
        .destinations(destinations)
        .receivedOnly(receivedOnly)
        .inbound(observations(host, Account.Role.INBOUND))
        .withoutPorts(observations(host, Account.Role.WITHOUT_PORTS))
        .askedNotContacted(notContacted)
        .otherQueries(others)
        .icmpErrorsSent(host.icmpErrorsSent)
        .icmpErrorsReceived(host.icmpErrorsReceived)
        .clock(host.clock)
        .build();
  }

  /** One observation per destination: the addresses of a name come together here. */
  private List<Observation> observations(Host host, Account.Role role) {
    Map<Destination, Observation> merged = new TreeMap<>();
    for (Account account : accounts.getOrDefault(host, List.of())) {
      if (account.key.role() == role) {
        Observation one = account.observation();
        Observation known = merged.get(one.destination());
        merged.put(one.destination(), known == null ? one : known.plus(one));
      }
    }
    return List.copyOf(merged.values());
  }
}
