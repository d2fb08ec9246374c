// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What chance decides in devices: the same for the same seed, device and number of its starts,
 * whatever other devices do meanwhile. Thread-safe.
 */
final class Chances {
  private static final long PRIME = 31;
  private final long seed;
  private final Map<String, SplittableRandom> devices = new HashMap<>();

  Chances(long seed) {
    this.seed = seed;
  }

  /** The seed of a device's next start. */
  synchronized long next(String device) {
    return devices
        .computeIfAbsent(device, id -> new SplittableRandom(PRIME * id.hashCode() + seed))
        .nextLong();
  }
}
