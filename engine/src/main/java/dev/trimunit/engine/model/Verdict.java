// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is concluded about one destination for one usage of a device, and on which grounds.
 *
 * @param device the device's id
 * @param destination the destination
 * @param usage the functionality and vantage
 * @param kind the conclusion
 * @param trials trials that count; void and leaked ones are not among them
 * @param passed those in which the functionality worked
 * @param held those in which the device tried the destination and was refused
 * @param errorBound probability at most which the kind is wrong, 0 to 1
 * @param partners with {@link VerdictKind#ALTERNATIVE}, what it may not be blocked together with
 * @param trialNumbers the trials it rests on, ascending
 * @param reason the conclusion in a sentence for people
 * @param shown when trials last showed it: by this run, but for what a nightly gate did not try
 */
@BuiltByName
public record Verdict(
    String device,
    Destination destination,
    Usage usage,
    VerdictKind kind,
    int trials,
    int passed,
    int held,
    double errorBound,
    Set<Destination> partners,
    List<Integer> trialNumbers,
    String reason,
    Shown shown) {
  public Verdict {
    if (passed > trials || held > trials || errorBound < 0 || errorBound > 1) {
      throw new IllegalArgumentException(
          "Impossible verdict on %s: %d of %d trials passed, %d held, error bound %s"
              .formatted(destination, passed, trials, held, errorBound));
    }
    partners = java.util.Collections.unmodifiableSet(new TreeSet<>(partners));
    trialNumbers = trialNumbers.stream().sorted().toList();
  }

  /** The same, for another reason. */
  public Verdict because(String other) {
    return VerdictBuilder.builder(this).reason(other).build();
  }
}
