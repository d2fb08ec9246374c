// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.accepted;

import dev.trimunit.engine.model.Destination;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The network behaviour of a device, as a file accepts it or as a run found it.
 *
 * @param device the device's id
 * @param name what messages call it
 * @param firmware on which it was found; empty if not known
 * @param tolerance by how many percentage points a share of the traffic may change
 * @param destinations what it contacts with nothing blocked, or has a verdict on
 */
public record Behaviour(
    String device,
    String name,
    String firmware,
    double tolerance,
    SortedMap<Destination, Contact> destinations) {
  /** The tolerance where a file does not say. */
  public static final double TOLERANCE = 5;

  public Behaviour {
    destinations = Collections.unmodifiableSortedMap(new TreeMap<>(destinations));
  }
}
