// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A way of settling verdicts, chosen by {@code trimunit.protocol}. Pure: the same question and the
 * same answers of the oracle give the same requests and the same verdicts.
 */
public interface Protocol {
  /** The value of {@code trimunit.protocol} that chooses it. */
  String key();

  /**
   * Whether it only looks whether what is known still holds: then a usage is calibrated by one pass
   * and one trial with its action left out, and nothing is verified in further forms.
   */
  default boolean isGate() {
    return false;
  }

  /** The same, starting from what is known; only a gate does. */
  default Protocol after(Nights before) {
    return this;
  }

  /**
   * The same for a device of which there are several units, which run trials at once. A protocol
   * that knows nothing of that uses the first.
   */
  default Protocol on(int units) {
    return this;
  }

  /** On how many units it runs trials. */
  default int units() {
    return 1;
  }

  /**
   * The same with what was found of the same destinations elsewhere, one element for each source. A
   * protocol that has no use for it forgets it.
   */
  default Protocol knowing(List<Nights> sources) {
    return this;
  }

  /** What was found elsewhere, if it has a use for it. */
  default List<Nights> elsewhere() {
    return List.of();
  }

  /** What it starts from; only a gate does. */
  default Optional<Nights> before() {
    return Optional.empty();
  }

  /**
   * What it is asked about a usage: what the device contacts, or what a gate knows.
   *
   * @param contacted what the device contacted in the control trials of a usage
   */
  default Set<Destination> asked(Usage usage, Set<Destination> contacted) {
    return contacted;
  }

  /** How many trials it is expected to ask for, roughly. */
  double expectedTrials(Question question);

  /**
   * Asks for trials until every (destination, usage) is settled, and tells each verdict as soon as
   * it is.
   *
   * @throws CampaignStopped as thrown by the oracle; what is settled until then has been told
   */
  void settle(Question question, TrialOracle oracle, Findings findings);
}
