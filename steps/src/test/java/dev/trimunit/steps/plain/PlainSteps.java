// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.plain;

import io.cucumber.java.en.Given;

public final class PlainSteps {
  @Given("a plain step")
  public void plain() {}
}
