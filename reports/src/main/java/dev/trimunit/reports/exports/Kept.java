// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.trial.Blocklist;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the devices of a run contact and no verified list of theirs blocks. */
final class Kept {
  private final Map<String, Set<Destination>> byDevice = new HashMap<>();
  private final Map<Host, Set<String>> byHost = new HashMap<>();

  Kept(RunData run) {
    for (DeviceData device : run.devices()) {
      Set<Destination> kept = kept(device);
      String id = device.device().id();
      byDevice.put(id, Collections.unmodifiableSet(kept));
      kept.forEach(d -> byHost.computeIfAbsent(d.host(), host -> new TreeSet<>()).add(id));
    }
  }

  private static Set<Destination> kept(DeviceData device) {
    Set<Destination> kept = new TreeSet<>(device.destinations());
    device.fallbacks().forEach(fallback -> kept.remove(fallback.destination()));
    List<Blocklist> lists = device.blocklists();
    if (!lists.isEmpty()) {
      kept.removeAll(lists.get(lists.size() - 1).destinations());
    }
    return kept;
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
}
