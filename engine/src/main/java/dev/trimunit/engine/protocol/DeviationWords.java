// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.certify.Deviation;
import java.util.BitSet;
import java.util.stream.Collectors;

/** What is said of a unit that is not like the others. */
final class DeviationWords {
  private final CertifyNames names;
  private final BitSet active;
  private final Deviation found;

  DeviationWords(CertifyNames names, BitSet active, Deviation found) {
    this.names = names;
    this.active = active;
    this.found = found;
  }

  /**
   * Of two units nobody knows which is odd: the one that needs more stays, for its list is safe.
   */
  void tell(UnitTrials trials) {
    boolean two = active.cardinality() == 2;
    int other = active.stream().filter(unit -> unit != found.unit()).findFirst().orElseThrow();
    trials.putAside(two && found.needsMore() ? other : found.unit(), sentence());
  }

  private String sentence() {
    Usage usage = names.usage(found.usage());
    String without =
        found.destinations().stream()
            .mapToObj(names::destination)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return "units differ: without %s%s, %s worked in %d of %d trials on unit %d and in %d of %d on the others (trials %s and %s)"
        .formatted(
            found.destinations().cardinality() > 1 ? "one of " : "",
            without,
            usage,
            found.here().passed(),
            found.here().trials().size(),
            found.unit() + 1,
            found.elsewhere().passed(),
            found.elsewhere().trials().size(),
            numbers(found.here()),
            numbers(found.elsewhere()));
  }

  private static String numbers(Deviation.Tally tally) {
    return tally.trials().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
