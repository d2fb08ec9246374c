// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the devices of a run contact and ask for, and no exported list of theirs blocks. */
final class Kept {
  private final Map<String, Set<Destination>> byDevice = new HashMap<>();
  private final Map<Host, Set<String>> byHost = new HashMap<>();
  private final Map<DnsName, SortedMap<String, DnsName>> throughAlias = new HashMap<>();

  Kept(RunData run, Map<String, SeldomUsed> seldom) {
    for (DeviceData device : run.devices()) {
      String id = device.device().id();
      SeldomUsed itsSeldom = seldom.get(id);
      Set<Destination> blocked = itsSeldom == null ? Set.of() : itsSeldom.exported();
      Set<Destination> kept = kept(device, blocked);
      if (itsSeldom != null) {
        kept.addAll(itsSeldom.heldBack().keySet());
      }
      byDevice.put(id, Collections.unmodifiableSet(kept));
      kept.forEach(d -> byHost.computeIfAbsent(d.host(), host -> new TreeSet<>()).add(id));
      aliases(device, blocked);
    }
  }

  private static Set<Destination> kept(DeviceData device, Set<Destination> blocked) {
    Set<Destination> kept = new TreeSet<>(device.destinations());
    device.fallbacks().forEach(fallback -> kept.remove(fallback.destination()));
    kept.removeAll(blocked);
    return kept;
  }

  /** Every name that was ever asked for counts, contacted or not, unless it is to be blocked. */
  private void aliases(DeviceData device, Set<Destination> destinations) {
    Set<Host> blocked = new HashSet<>();
    destinations.forEach(destination -> blocked.add(destination.host()));
    for (TrialRecord trial : device.trials()) {
      for (DnsEvent event : trial.dns()) {
        if (event.answer() == DnsAnswer.ANSWERED && !blocked.contains(event.question())) {
          event
              .aliases()
              .forEach(
                  alias ->
                      throughAlias
                          .computeIfAbsent(alias, name -> new TreeMap<>())
                          .putIfAbsent(device.device().id(), event.question()));
        }
      }
    }
  }

  /** The names that any device keeps a destination of. */
  Set<DnsName> hosts() {
    return byHost.keySet().stream()
        .filter(DnsName.class::isInstance)
        .map(DnsName.class::cast)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names that answers about others led through. */
  Set<DnsName> aliases() {
    return Collections.unmodifiableSet(throughAlias.keySet());
  }

  /** Of a device. */
  Set<Destination> of(String device) {
    return byDevice.getOrDefault(device, Set.of());
  }

  /** Another device that keeps a destination of this host; the first by id. */
  Optional<String> another(String device, Host host) {
    return byHost.getOrDefault(host, Set.of()).stream()
        .filter(id -> !id.equals(device))
        .findFirst();
  }

  /**
   * For which names that are not blocked an answer led through this one, by device. Resolvers that
   * match lists against aliases, too, would refuse those.
   */
  SortedMap<String, DnsName> leadingThrough(DnsName name) {
    return Collections.unmodifiableSortedMap(
        throughAlias.getOrDefault(name, Collections.emptySortedMap()));
  }
}
