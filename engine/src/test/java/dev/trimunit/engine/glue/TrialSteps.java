// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.glue;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;

public final class TrialSteps {
  private final Trial trial;

  public TrialSteps(Trial trial) {
    this.trial = trial;
  }

  @ParameterType("\\S+")
  public static String device(String noun) {
    return noun;
  }

  @ParameterType("\\S+")
  public static String state(String word) {
    return word;
  }

  @ParameterType(".+")
  public static String functionality(String name) {
    return name;
  }

  @Given("the {device} is power-cycled")
  public void powerCycled(String device) {
    trial.powerCycle();
  }

  @When("{string} is tapped")
  public void tapped(String label) {
    trial.app().tap(label);
  }

  @When("{int} hours pass")
  public void pass(int hours) {
    trial.begin();
    trial.clock().pass(Duration.ofHours(hours));
  }

  @When("the phone is lost")
  public void lost() {
    throw new LabFault("The phone does not answer");
  }

  @Then("the app shows {state}")
  public void shows(String state) {
    ScreenCheck check = trial.app().look(state);
    if (!check.matches()) {
      throw new AssertionError(check.reason());
    }
  }

  @Then("{functionality} succeeds")
  public void succeeds(String functionality) {}
}
