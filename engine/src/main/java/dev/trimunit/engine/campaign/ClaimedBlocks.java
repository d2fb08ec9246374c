// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.DestinationPattern;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a hand-written claim blocks.
 *
 * @param all everything, in the order of the spec
 * @param toMeet those that the device has to meet once at least, for the claim to be put to the
 *     test
 */
public record ClaimedBlocks(Set<DestinationPattern> all, Set<DestinationPattern> toMeet) {
  public ClaimedBlocks {
    all = Collections.unmodifiableSet(new LinkedHashSet<>(all));
    toMeet = Collections.unmodifiableSet(new LinkedHashSet<>(toMeet));
  }

  /** Each has to be met. */
  public static ClaimedBlocks of(Set<DestinationPattern> all) {
    return new ClaimedBlocks(all, all);
  }
}
