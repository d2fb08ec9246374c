// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import io.cucumber.java.en.Then;

/** The use of a functionality. */
public final class FunctionalitySteps {
  /**
   * {@code Then switching on succeeds}. The engine has put the recipe's steps before this one, so
   * it is only reached if they passed.
   */
  @Then("{functionality} succeeds")
  public void succeeds(String functionality) {}
}
