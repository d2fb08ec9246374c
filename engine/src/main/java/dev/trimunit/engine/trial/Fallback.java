// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A destination that the device contacts only while others are blocked.
 *
 * @param destination the destination
 * @param hiddenBehind what was blocked when it first appeared
 * @param trialNumber the trial that showed it first
 */
public record Fallback(
    Destination destination, Set<DestinationPattern> hiddenBehind, int trialNumber) {
  public Fallback {
    hiddenBehind = Collections.unmodifiableSet(new TreeSet<>(hiddenBehind));
  }
}
