// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.trial.TrialRequest;
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
public record JournalEntry(
    TrialRequest request,
    Gateway.Strength strength,
    TrialRecord trial,
    List<KnownParty> parties,
    List<String> rules) {
  public JournalEntry {
    parties = List.copyOf(parties);
    rules = List.copyOf(rules);
  }

  public int number() {
    return trial.number();
  }

  public boolean answers(TrialRequest asked, Gateway.Strength howHard) {
    return request.equals(asked) && strength == howHard;
  }

  /** Who runs a destination. */
  public record KnownParty(Destination destination, Party party) {}
}
