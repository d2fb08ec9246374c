// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.steps.BlocklistSteps;
import dev.trimunit.steps.PromiseSteps;
import io.cucumber.java.de.Dann;

/** Promises about the findings of the run. */
public final class PromiseStepsInGerman {
  private final PromiseSteps promises;
  private final BlocklistSteps lists;

  public PromiseStepsInGerman(PromiseSteps promises, BlocklistSteps lists) {
    this.promises = promises;
    this.lists = lists;
  }

  @Dann("kein Ziel {beteiligter} ist nötig")
  public void noPartyIsRequired(Party party) {
    promises.noPartyIsRequired(party);
  }

  @Dann("jedes Ziel {beteiligter} ist entbehrlich")
  public void everyPartyIsBlockable(Party party) {
    promises.everyPartyIsBlockable(party);
  }

  @Dann("jedes Ziel ist entbehrlich")
  public void everyDestinationIsBlockable() {
    promises.everyDestinationIsBlockable();
  }

  @Dann("jedes Ziel ist über {vantage} entbehrlich")
  public void everyDestinationIsBlockableOver(Vantage vantage) {
    promises.everyDestinationIsBlockable(vantage);
  }

  @Dann("das Netzverhalten ist wie angenommen")
  public void asAccepted() {
    promises.asAccepted();
  }

  @Dann("kein {zweck}-Server steht auf der Sperrliste")
  public void noServerIsOnTheBlocklist(Purpose purpose) {
    lists.noServerIsOnTheBlocklist(purpose);
  }

  @Dann("von jedem Ziel auf der Sperrliste ist bekannt oder als unbekannt benannt, wozu es dient")
  public void everyDestinationIsAccountedFor() {
    lists.everyDestinationIsAccountedFor();
  }
}
