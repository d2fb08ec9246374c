// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.util.List;

/** What a tester wants done once per run, before the first device and after the last. */
public final class RunHooks {
  private final CucumberSteps steps;

  /** With the hooks of these packages. */
  public RunHooks(List<String> gluePackages, StepLimit limit) {
    this.steps = new CucumberSteps(gluePackages, limit);
  }

  /** Runs every {@code @BeforeAll}; what one throws keeps the run from its beginning. */
  public void before() {
    steps.beforeAll();
  }

  /** Runs every {@code @AfterAll}, whatever the others throw. */
  public void after() {
    steps.afterAll();
  }
}
