// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run was limited to. Its results say nothing about anything else: they are kept apart from
 * those of whole runs, and what is missing in them is not missing.
 *
 * @param devices which devices or feature files it looks at, each whole
 * @param within which parts of devices it looks at
 */
record Limits(List<String> devices, List<String> within) {
  static final Limits NONE = new Limits(List.of(), List.of());

  Limits {
    devices = List.copyOf(devices);
    within = List.copyOf(within);
  }

  Limits alsoWithin(String part) {
    return new Limits(devices, Stream.concat(within.stream(), Stream.of(part)).toList());
  }

  /** Whether the run is not everything that it could be. */
  boolean any() {
    return !devices.isEmpty() || !within.isEmpty();
  }

  /** Whether it is one of several that are the whole together, each with devices of its own. */
  boolean onlyToAShard() {
    return within.isEmpty()
        && devices.size() == 1
        && devices.get(0).startsWith(Property.SHARD.key() + "=");
  }

  /** In words, as properties write them; empty if there are none. */
  String words() {
    return Stream.concat(devices.stream(), within.stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Those that leave out parts of devices, in words; empty if each device is whole. */
  String withinDevices() {
    return String.join(", ", within);
  }
}
