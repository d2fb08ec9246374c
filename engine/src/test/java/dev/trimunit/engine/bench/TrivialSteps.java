// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.bench;

import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;

public final class TrivialSteps {
  private boolean tapped;

  @ParameterType("\\S+")
  public static String destination(String text) {
    return text;
  }

  @ParameterType(".+")
  public static String functionality(String name) {
    return name;
  }

  @Given("the bulb is power-cycled")
  public void powerCycled() {}

  @When("destination {destination} is blocked")
  public void blocked(String destination) {}

  @When("{string} is tapped")
  public void tapped(String label) {
    tapped = true;
  }

  @Then("the app shows on")
  public void shows() {
    if (!tapped) {
      throw new AssertionError("off");
    }
  }

  @Then("{functionality} succeeds")
  public void succeeds(String functionality) {}
}
