// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.steps.FunctionalitySteps;
import io.cucumber.java.de.Dann;

/** The use of a functionality. */
public final class UseStepsInGerman {
  private final FunctionalitySteps functionalities;

  public UseStepsInGerman(FunctionalitySteps functionalities) {
    this.functionalities = functionalities;
  }

  @Dann("{functionality} gelingt")
  public void succeeds(String functionality) {
    functionalities.succeeds(functionality);
  }
}
