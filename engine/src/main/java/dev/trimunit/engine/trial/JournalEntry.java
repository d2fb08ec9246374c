// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import java.util.List;

/**
 * A trial as the journal keeps it: with what was asked for, so that a resumed run can tell whether
 * it still fits.
 *
 * @param request what was asked for
 * @param strength how hard its block refused
 * @param trial what happened
 * @param parties who runs the destinations that no earlier trial had shown
 * @param rules by which the block refused, as far as the gateway tells
 */
record JournalEntry(
    TrialRequest request,
    Gateway.Strength strength,
    TrialRecord trial,
    List<KnownParty> parties,
    List<String> rules) {
  JournalEntry {
    parties = List.copyOf(parties);
    rules = List.copyOf(rules);
  }

  int number() {
    return trial.number();
  }

  boolean answers(TrialRequest asked, Gateway.Strength howHard) {
    return request.equals(asked) && strength == howHard;
  }

  /** Who runs a destination. */
  record KnownParty(Destination destination, Party party) {}
}
