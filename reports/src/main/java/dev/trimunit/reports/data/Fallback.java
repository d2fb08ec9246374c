// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A destination that the device contacts only while something else is blocked.
 *
 * @param destination what it turned to
 * @param blocked what was blocked when it showed; the smallest such set
 * @param trial the number of the first trial that showed it with just these blocked
 */
public record Fallback(Destination destination, Set<DestinationPattern> blocked, int trial) {
  public Fallback {
    blocked = Collections.unmodifiableSet(new TreeSet<>(blocked));
  }
}
