// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.Blockability;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.purpose.DestinationPurpose;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the campaign of a device found so far; injected into step classes, read only. */
public interface CampaignFindings {
  /** The device under test. */
  Device device();

  /** The verdicts settled so far. */
  List<Verdict> verdicts();

  /** The destinations that the device is known to contact. */
  Set<Destination> destinations();

  /** The trials so far, by number. */
  default List<TrialRecord> trials() {
    return List.of();
  }

  /** Whether this run writes the accepted behaviour anew, so that nothing is compared with it. */
  default boolean writesAccepted() {
    return false;
  }

  /** To which parts of the device this run is limited, in words; empty if it looks at all of it. */
  default String limits() {
    return "";
  }

  /**
   * What is handed on as the device's blocklist, with what each destination is for; empty if
   * nothing was verified as a whole.
   */
  default Optional<List<DestinationPurpose>> exported() {
    return Optional.empty();
  }

  /** Who runs a destination. */
  Party party(Destination destination);

  /** The destinations that are blockable for every functionality that was judged. */
  default Set<Destination> blockable() {
    Set<Destination> blockable = new TreeSet<>();
    verdicts().stream()
        .map(Verdict::destination)
        .filter(destination -> blockability(destination) == Blockability.ALL)
        .forEach(blockable::add);
    return blockable;
  }

  /** The class of a destination over all functionalities that were judged. */
  default Blockability blockability(Destination destination) {
    return Blockability.of(destination, verdicts(), trials());
  }
}
