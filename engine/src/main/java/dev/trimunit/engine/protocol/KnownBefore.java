// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import java.util.Collection;
import java.util.List;

/**
 * What was found of the same destinations elsewhere: with other firmware, on sisters of the device.
 * Each source counts as one that was or was not in need; who runs the destination counts as a part
 * of one. However many they are, what they say is a place to start from, and no evidence.
 */
record KnownBefore(List<Nights> sources) {
  static final KnownBefore NOTHING = new KnownBefore(List.of());

  /** What the party of a destination says, in sources. */
  private static final double PARTY = 0.2;

  /** Nobody is surer than that before a trial: wrong sources cost trials, not verdicts. */
  private static final double SUREST = 0.9;

  KnownBefore {
    sources = List.copyOf(sources);
  }

  /**
   * The chance that any of these usages requires a destination.
   *
   * @param otherwise the chance for somebody who knows nothing of it
   */
  double chance(Destination destination, Collection<Usage> usages, double otherwise) {
    int needed = 0;
    int all = 0;
    for (Nights source : sources) {
      List<VerdictKind> settled =
          source.pairs().stream()
              .filter(pair -> pair.destination().equals(destination))
              .filter(pair -> usages.contains(pair.usage()))
              .map(Nights.Pair::kind)
              .filter(kind -> kind != VerdictKind.INCONCLUSIVE)
              .toList();
      all += settled.isEmpty() ? 0 : 1;
      needed += settled.contains(VerdictKind.REQUIRED) ? 1 : 0;
    }
    if (all == 0) {
      return otherwise;
    }
    double chance = (PARTY * otherwise + needed) / (PARTY + all);
    double least = Math.min(otherwise, 1 - SUREST);
    return Math.max(least, Math.min(Math.max(otherwise, SUREST), chance));
  }
}
