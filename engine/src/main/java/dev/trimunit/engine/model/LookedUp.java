// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells the names that a device only looked up from those that it then contacted. */
final class LookedUp {
  private final Set<Host> contacted = new HashSet<>();

  /** Names that the device showed to servers, whatever address it had for them. */
  private final Set<String> shown = new HashSet<>();

  private LookedUp(TrialRecord trial) {
    for (Observation seen : trial.observations()) {
      if (!seen.destination().isNameOnly()) {
        contacted.add(seen.destination().host());
        contacted.addAll(seen.addresses());
        shown.addAll(seen.serverNames());
      }
    }
    trial.lanContacts().forEach(contact -> contacted.add(contact.host()));
    for (DnsEvent event : trial.dns()) {
      if (contacts(event)) {
        contacted.add(event.question());
        contacted.addAll(event.aliases());
      }
    }
  }

  static List<DnsEvent> only(TrialRecord trial) {
    LookedUp names = new LookedUp(trial);
    SortedMap<DnsName, DnsEvent> only = new TreeMap<>();
    trial.dns().stream()
        .filter(event -> leadsSomewhere(event) && !names.contacts(event))
        .forEach(event -> only.putIfAbsent(event.question(), event));
    return List.copyOf(only.values());
  }

  private boolean contacts(DnsEvent event) {
    return contacted.contains(event.question())
        || shown.contains(event.question().text())
        || !Collections.disjoint(contacted, event.addresses())
        || !Collections.disjoint(contacted, event.aliases());
  }

  /** What a name stands for inside the device's own network is no destination. */
  private static boolean leadsSomewhere(DnsEvent event) {
    return event.answer() == DnsAnswer.ANSWERED
        && isOnInternet(event.addresses())
        && !event.question().looksLikeAddress();
  }

  private static boolean isOnInternet(Collection<IpAddress> addresses) {
    return addresses.stream()
        .map(IpAddress::value)
        .anyMatch(address -> !isNowhere(address) && !address.isSiteLocalAddress());
  }

  private static boolean isNowhere(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress();
  }
}
