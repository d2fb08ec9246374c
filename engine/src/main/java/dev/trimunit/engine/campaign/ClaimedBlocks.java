// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Policy;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a hand-written claim blocks.
 *
 * @param all everything, in the order of the spec
 * @param toMeet those that the device has to meet once at least, for the claim to be put to the
 *     test
 * @param policies what is done about some of them beside refusing
 */
public record ClaimedBlocks(
    Set<DestinationPattern> all,
    Set<DestinationPattern> toMeet,
    Map<DestinationPattern, Policy> policies) {
  public ClaimedBlocks {
    all = Collections.unmodifiableSet(new LinkedHashSet<>(all));
    toMeet = Collections.unmodifiableSet(new LinkedHashSet<>(toMeet));
    policies = Map.copyOf(policies);
  }

  /** Each has to be met. */
  public static ClaimedBlocks of(Set<DestinationPattern> all) {
    return new ClaimedBlocks(all, all, Map.of());
  }

  /** Those that are simply refused. */
  public Set<DestinationPattern> refused() {
    Set<DestinationPattern> refused = new LinkedHashSet<>(all);
    refused.removeAll(policies.keySet());
    return refused;
  }

  /**
   * What a trial was like, for the end of a sentence: {@code without ntp.org, with nist.gov let
   * through once, every 4 to 7 days}; empty if nothing is blocked.
   *
   * @param order of what is named
   */
  String words(Collection<DestinationPattern> order) {
    String refused =
        order.stream()
            .filter(pattern -> !policies.containsKey(pattern))
            .map(DestinationPattern::toString)
            .collect(Collectors.joining(", "));
    return order.stream()
        .flatMap(pattern -> with(pattern).stream())
        .collect(Collectors.joining("", refused.isEmpty() ? "" : " without " + refused, ""));
  }

  private Optional<String> with(DestinationPattern pattern) {
    return Optional.ofNullable(policies.get(pattern))
        .map(policy -> " with %s %s".formatted(pattern, policy.words()));
  }
}
