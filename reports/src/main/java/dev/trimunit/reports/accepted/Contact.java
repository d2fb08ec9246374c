// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.accepted;

import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one destination.
 *
 * @param party who runs it
 * @param share its share of the octets of interaction experiments in percent; empty if not known
 * @param verdicts by usage
 */
public record Contact(Party party, OptionalDouble share, SortedMap<Usage, VerdictKind> verdicts) {
  public Contact {
    verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
  }
}
