// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Destination;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells an outage of the Internet from an effect of a block: the gateway itself asks the servers
 * that nothing blocks, whether they answer.
 */
final class Canary {
  private static final int NAMED_AT_MOST = 3;

  private final Gateway gateway;
  private final Set<Destination> open;

  /** Those that answered while everything worked: some never do. */
  private final Set<Destination> answering;

  /** Why it cannot look; empty if it can. */
  private String fault = "";

  /**
   * @param open the destinations that nothing blocks
   * @param known those that answered in earlier trials
   */
  Canary(Gateway gateway, Set<Destination> open, Set<Destination> known) {
    this.gateway = gateway;
    this.open = Set.copyOf(open);
    this.answering = new TreeSet<>(known);
    answering.retainAll(open);
  }

  /** Those that answered so far. */
  Set<Destination> answering() {
    return Set.copyOf(answering);
  }

  /** Everything works: what answers now should do so later. */
  void look() {
    if (answering.size() < open.size()) {
      try {
        Set<Destination> silent = gateway.silent(open);
        open.stream().filter(server -> !silent.contains(server)).forEach(answering::add);
        fault = "";
      } catch (LabFault unable) {
        fault = String.valueOf(unable.getMessage());
      }
    }
  }

  /** Which servers are silent that answered before, in a sentence; empty if none is. */
  String silent() {
    if (!fault.isEmpty()) {
      return fault;
    }
    try {
      Set<Destination> silent = answering.isEmpty() ? Set.of() : gateway.silent(answering);
      return silent.isEmpty()
          ? ""
          : "the gateway itself got no answer from %s, which nothing blocks"
              .formatted(
                  silent.stream()
                      .limit(NAMED_AT_MOST)
                      .map(Destination::toString)
                      .collect(Collectors.joining(", ")));
    } catch (LabFault unable) {
      return String.valueOf(unable.getMessage());
    }
  }
}
