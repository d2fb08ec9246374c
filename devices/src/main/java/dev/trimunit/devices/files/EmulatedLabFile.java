// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.util.List;

/**
 * An emulated lab as its file has it.
 *
 * @param timeScale how much of the lab's time passes in a second, 1 to 1000
 * @param resolver what answers the devices' DNS queries
 * @param units the devices of which there are several
 */
public record EmulatedLabFile(double timeScale, Resolver resolver, List<DeviceUnits> units) {
  /** Two minutes off become two seconds. */
  public static final EmulatedLabFile DEFAULT = new EmulatedLabFile(60, Resolver.OWN, List.of());

  public EmulatedLabFile {
    units = List.copyOf(units);
  }

  /** What answers DNS queries. */
  public enum Resolver {
    /** Ours. */
    OWN,
    /** BIND, with a response policy zone per device. */
    BIND
  }
}
