// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The blocks of a campaign that leaked, and are stronger since. */
final class LeakyBlocks {
  private final Set<DestinationPattern> leaky = new TreeSet<>();
  private final Consumer<String> notices;

  LeakyBlocks(Consumer<String> notices) {
    this.notices = notices;
  }

  /** How hard a trial's block is to refuse. */
  Gateway.Strength strength(TrialRequest request) {
    boolean strong = request.blocked().stream().anyMatch(leaky::contains);
    return strong ? Gateway.Strength.STRONG : Gateway.Strength.NORMAL;
  }

  /** Whether a trial's block leaked, so that it is run again with a stronger one; tells it. */
  boolean hasToBeStronger(Gateway.Strength strength, TrialRecord trial) {
    if (strength == Gateway.Strength.STRONG || !trial.leaked()) {
      return false;
    }
    List<BlockEvidence> leaks =
        trial.evidence().stream().filter(e -> e.evidence() == Evidence.LEAKED).toList();
    leaks.forEach(leak -> leaky.add(leak.pattern()));
    notices.accept(
        "Blocks leaked in trial %d and are strengthened: %s"
            .formatted(
                trial.number(),
                leaks.stream()
                    .map(leak -> leak.pattern() + " (" + leak.bypass() + ")")
                    .collect(Collectors.joining(", "))));
    return true;
  }
}
