// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
 * @param forms other forms in which it was verified once more, whatever came of it
 */
public record Blocklist(
    String device,
    Set<Destination> destinations,
    int jointPasses,
    int jointFailures,
    double hiddenFailureBound,
    List<Integer> trialNumbers,
    List<FormCheck> forms) {
  /** Verified by address and port only. */
  public Blocklist(
      String device,
      Set<Destination> destinations,
      int jointPasses,
      int jointFailures,
      double hiddenFailureBound,
      List<Integer> trialNumbers) {
    this(
        device,
        destinations,
        jointPasses,
        jointFailures,
        hiddenFailureBound,
        trialNumbers,
        List.of());
  }

  public Blocklist {
    forms = List.copyOf(forms);
    destinations = Collections.unmodifiableSet(new TreeSet<>(destinations));
    trialNumbers = List.copyOf(trialNumbers);
  }

  /** The same after it was verified in other forms. */
  public Blocklist with(List<FormCheck> checks) {
    return new Blocklist(
        device, destinations, jointPasses, jointFailures, hiddenFailureBound, trialNumbers, checks);
  }

  /** What came of a form; empty if the list was not tried in it. */
  public Optional<FormCheck> form(BlockAnswer answer) {
    return forms.stream().filter(check -> check.answer() == answer).findFirst();
  }
}
