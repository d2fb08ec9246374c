// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The companion app, on the phone at the vantage of the trial. */
public final class AppSteps {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Trial trial;

  public AppSteps(Trial trial) {
    this.trial = trial;
  }

  /** {@code When "Power" is tapped}. */
  @When("{string} is tapped")
  public void tapped(String label) {
    trial.app().tap(label);
  }

  /** {@code Given the companion app is restarted}. */
  @Given("the companion app is restarted")
  public void restarted() {
    trial.app().restart();
  }

  /** {@code Then the companion app shows the bulb on}: looks again for 20 s of the lab's time. */
  @Then("the companion app shows the {device} {state}")
  public void shows(String device, String state) {
    look(trial::app, trial.device().stateIn(device + " " + state).orElse(state));
  }

  /** {@code Then the picture shows the bulb on}: a camera's, as often as the app is looked at. */
  @Then("the picture shows the {device} {pictured}")
  public void pictured(String device, String state) {
    String shown = trial.device().stateIn(device + " " + state).orElse(state);
    look(trial::picture, Device.pictured(shown));
  }

  private void look(Supplier<CompanionApp> at, String state) {
    ScreenCheck check = at.get().look(state);
    Instant end = trial.clock().now().plus(PATIENCE);
    while (!check.matches() && trial.clock().now().isBefore(end)) {
      trial.clock().pass(PAUSE);
      check = at.get().look(state);
    }
    check.pictures().forEach(trial::attach);
    trial.conclude(check);
  }
}
