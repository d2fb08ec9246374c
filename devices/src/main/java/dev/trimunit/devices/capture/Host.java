// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A local host while its capture is read. */
final class Host {
  private static final int MAX_NAMES = 50_000;
  private static final int MAX_READINGS = 200;

  final SortedSet<IpAddress> addresses = new TreeSet<>();
  final SortedSet<MacAddress> macs = new TreeSet<>();

  /** Names that it asked for, with the query types. */
  Map<String, Set<Integer>> asked = Map.of();

  /** Where answers about a name that it asked for led, if that was elsewhere. */
  Map<String, Set<String>> led = Map.of();

  /** What it showed of its clock, at first. */
  final List<ClockReading> clock = new ArrayList<>();

  long icmpErrorsSent;
  long icmpErrorsReceived;

  void shows(ClockReading reading) {
    if (clock.size() < MAX_READINGS) {
      clock.add(reading);
    }
  }

  void leads(String asked, String name) {
    if (asked.equals(name)) {
      return;
    }
    if (led.isEmpty()) {
      led = new HashMap<>();
    }
    if (led.size() < MAX_NAMES) {
      Set<String> names = led.computeIfAbsent(asked, key -> new HashSet<>());
      if (names.size() < 64) {
        names.add(name);
      }
    }
  }

  void ask(String name, int type) {
    if (asked.isEmpty()) {
      asked = new TreeMap<>();
    }
    Set<Integer> types = asked.get(name);
    if (types == null && asked.size() < MAX_NAMES) {
      types = new LinkedHashSet<>();
      asked.put(name, types);
    }
    if (types != null && types.size() < 64) {
      types.add(type);
    }
  }
}
