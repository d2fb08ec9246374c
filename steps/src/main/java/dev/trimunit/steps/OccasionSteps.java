// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.trial.Occasions;
import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;

/**
 * What a device does seldom. A claim that ends with one of these is put to the test only if there
 * was an occasion in its trial; only a lab of models can tell.
 */
public final class OccasionSteps {
  /** An update is loaded and installed, and the device restarts. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Occasions occasions;
  private final Trial trial;

  public OccasionSteps(Occasions occasions, Trial trial) {
    this.occasions = occasions;
    this.trial = trial;
  }

  /**
   * {@code Given the camera runs firmware 1.0}, as a condition of the trial, and {@code Then}, read
   * from the device.
   */
  @Given("the {device} runs firmware {version}")
  public void runs(String device, String version) {
    String runs = occasions.firmware();
    if (!runs.equals(version)) {
      occasions.read();
      throw new AssertionError(
          "%s runs firmware %s, not %s".formatted(trial.device(), runs, version));
    }
  }

  /**
   * {@code Then the companion app shows firmware 1.1}: a state of the app, by this name. Looks
   * again for ten minutes of the lab's time.
   */
  @Then("the companion app shows {firmware}")
  public void shows(String firmware) {
    ScreenCheck check = trial.app().look(firmware);
    Instant end = trial.clock().now().plus(PATIENCE);
    while (!check.matches() && trial.clock().now().isBefore(end)) {
      trial.clock().pass(PAUSE);
      check = trial.app().look(firmware);
    }
    occasions.read();
    check.pictures().forEach(trial::attach);
    trial.conclude(check);
  }

  /** {@code Given the companion app is closed}: ended, and the phone asleep. */
  @Given("the companion app is closed")
  public void closed() {
    occasions.closeApp();
  }

  /** {@code When the smoke detector is set off}, by the one thing that it is there to notice. */
  @When("the {device} is set off")
  public void setOff(String device) {
    occasions.setOff("");
  }

  /** {@code When the sensor is set off by water}: as the device's file calls it. */
  @When("the {device} is set off by {event}")
  public void setOffBy(String device, String event) {
    occasions.setOff(event);
  }

  /** {@code Then a notification arrives within 30 seconds} of what was set off last. */
  @Then("a notification arrives within {duration}")
  public void arrives(Duration within) {
    if (occasions.awaitNotification(within).isEmpty()) {
      throw new AssertionError(
          "No notification of %s arrived within %s"
              .formatted(trial.device(), Durations.words(within)));
    }
  }
}
