// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.campaign.ClaimedBlocks;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Policy;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the block steps of a scenario block, as found before its first trial.
 *
 * @param blocks what they declared
 * @param obstacle why the claim cannot be put to the test, in a sentence; empty if it can
 * @param leftOut whether that is no fault of the claim: a step said that it cannot tell
 */
public record Rehearsal(ClaimedBlocks blocks, String obstacle, boolean leftOut) {
  static Rehearsal of(Declared declared, StepRun run, boolean blocksSomething) {
    boolean nothing = run.error() == null && blocksSomething && declared.all.isEmpty();
    String obstacle =
        nothing ? "its steps block nothing, so there is nothing to put to the test" : run.reason();
    return new Rehearsal(
        new ClaimedBlocks(declared.all, declared.toMeet, declared.policies),
        obstacle,
        nothing || run.skipped());
  }

  /** Hears what steps declare. */
  static final class Declared implements BlockDeclarations, PolicyDeclarations {
    private final Set<DestinationPattern> all = new LinkedHashSet<>();
    private final Set<DestinationPattern> toMeet = new LinkedHashSet<>();
    private final Map<DestinationPattern, Policy> policies = new HashMap<>();

    @Override
    public void block(DestinationPattern pattern) {
      all.add(pattern);
      toMeet.add(pattern);
    }

    @Override
    public void block(DestinationPattern pattern, Policy policy) {
      block(pattern);
      policies.put(pattern, policy);
    }

    @Override
    public void blockEvenIfNeverContacted(DestinationPattern pattern) {
      all.add(pattern);
    }
  }
}
