// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Party;
import dev.trimunit.steps.BlockSteps;
import io.cucumber.java.de.Wenn;

/** What is blocked. */
public final class BlockStepsInGerman {
  private final BlockSteps blocks;

  public BlockStepsInGerman(BlockSteps blocks) {
    this.blocks = blocks;
  }

  @Wenn("das Ziel {destination} wird gesperrt")
  public void blocked(DestinationPattern destination) {
    blocks.blocked(destination);
  }

  @Wenn("das Ziel {destination} wird gesperrt, während das Gerät läuft")
  public void blockedWhileItRuns(DestinationPattern destination) {
    blocks.blockedWhileItRuns(destination);
  }

  @Wenn("das Ziel {destination} wird durch {answer} gesperrt")
  public void blockedBy(DestinationPattern destination, BlockAnswer answer) {
    blocks.blockedBy(destination, answer);
  }

  @Wenn("das Ziel {destination} wird gesperrt, auch wenn es nie aufgesucht wird")
  public void blockedEvenIfNeverContacted(DestinationPattern destination) {
    blocks.blockedEvenIfNeverContacted(destination);
  }

  @Wenn("jedes entbehrliche Ziel wird gesperrt")
  public void everyBlockable() {
    blocks.everyBlockable();
  }

  @Wenn("die Sperrliste wird gesperrt")
  public void theBlocklist() {
    blocks.theBlocklist();
  }

  @Wenn("jedes Ziel {beteiligter} wird gesperrt")
  public void everyParty(Party party) {
    blocks.everyParty(party);
  }
}
