// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.trial.Outages;
import io.cucumber.java.en.When;
import java.time.Duration;

/** An Internet that is gone amid a trial. */
public final class OutageSteps {
  private final Outages outages;

  public OutageSteps(Outages outages) {
    this.outages = outages;
  }

  /** {@code When the Internet is gone for 1 hour}: for everything behind the gateway. */
  @When("the Internet is gone for {duration}")
  public void losesInternet(Duration time) {
    outages.lose(time);
  }
}
