// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A destination that the device contacts only while others are blocked.
 *
 * @param destination the destination
 * @param hiddenBehind what was blocked when it appeared; the smallest such set
 * @param trialNumber the first trial that showed it with just these blocked
 */
public record Fallback(
    Destination destination, Set<DestinationPattern> hiddenBehind, int trialNumber) {
  public Fallback {
    hiddenBehind = Collections.unmodifiableSet(new TreeSet<>(hiddenBehind));
  }

  /** Whether a trial blocks a destination: that it is tried then says nothing about others. */
  public static boolean refuses(TrialRecord trial, Destination destination) {
    return trial.blocked().stream().anyMatch(pattern -> pattern.covers(destination));
  }

  /** What is known after another trial: it may have appeared with less blocked. */
  public Fallback alsoIn(TrialRecord trial) {
    boolean closer =
        trial.blocked().size() < hiddenBehind.size()
            && !refuses(trial, destination)
            && trial.contacted().contains(destination);
    return closer ? new Fallback(destination, trial.blocked(), trial.number()) : this;
  }
}
