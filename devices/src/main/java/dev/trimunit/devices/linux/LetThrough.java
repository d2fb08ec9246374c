// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.model.DestinationPattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What passed through windows, so that it is not taken for what got around a block. */
final class LetThrough {
  private final Map<Refusal, Long> passed = new HashMap<>();

  /**
   * Takes what passed while some patterns were open.
   *
   * @param packets what passed meanwhile, in both directions
   * @param arrived those of them that came from there
   * @param open what each open pattern would refuse
   * @return the patterns of which something arrived
   */
  Set<DestinationPattern> take(
      Map<Refusal, Long> packets,
      Map<Refusal, Long> arrived,
      Map<DestinationPattern, ? extends Collection<Refusal>> open) {
    packets.forEach(
        (end, count) -> {
          if (open.values().stream().anyMatch(ends -> isOf(end, ends))) {
            passed.merge(end, count, Long::sum);
          }
        });
    Set<DestinationPattern> replied = new TreeSet<>();
    open.forEach(
        (pattern, ends) -> {
          if (arrived.keySet().stream().anyMatch(end -> isOf(end, ends))) {
            replied.add(pattern);
          }
        });
    return replied;
  }

  /** What of the packets that passed did so although nothing let them. */
  Map<Refusal, Long> without(Map<Refusal, Long> all) {
    Map<Refusal, Long> rest = new HashMap<>();
    all.forEach(
        (end, count) -> {
          long more = count - passed.getOrDefault(end, 0L);
          if (more > 0) {
            rest.put(end, more);
          }
        });
    return rest;
  }

  private static boolean isOf(Refusal end, Collection<Refusal> ends) {
    return ends.stream().anyMatch(refusal -> refusal.covers(end));
  }
}
