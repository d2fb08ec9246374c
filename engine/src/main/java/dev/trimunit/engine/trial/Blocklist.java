// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of destinations that was blocked as a whole while everything worked.
 *
 * @param device the device's id
 * @param destinations what may be blocked together
 * @param jointPasses trials with the whole set blocked in which every usage worked
 * @param jointFailures trials with the whole set blocked in which some usage did not
 * @param hiddenFailureBound 95 % bound on the rate of failures not seen: {@code 1 -
 *     0.05^(1/jointPasses)}
 * @param trialNumbers the trials it rests on
 */
public record Blocklist(
    String device,
    Set<Destination> destinations,
    int jointPasses,
    int jointFailures,
    double hiddenFailureBound,
    List<Integer> trialNumbers) {
  public Blocklist {
    destinations = Collections.unmodifiableSet(new TreeSet<>(destinations));
    trialNumbers = List.copyOf(trialNumbers);
  }
}
