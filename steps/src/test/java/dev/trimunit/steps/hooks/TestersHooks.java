// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.hooks;

import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.After;
import io.cucumber.java.AfterAll;
import io.cucumber.java.Before;
import io.cucumber.java.BeforeAll;
import io.cucumber.java.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hooks that take the trial; {@link #heard()} is what they saw. */
public final class TestersHooks {
  private static final List<String> HEARD = new CopyOnWriteArrayList<>();

  private final Trial trial;

  public TestersHooks(Trial trial) {
    this.trial = trial;
  }

  public static List<String> heard() {
    return HEARD;
  }

  @BeforeAll
  public static void beforeAll() {
    HEARD.add("before all");
  }

  @AfterAll
  public static void afterAll() {
    HEARD.add("after all");
  }

  @Before
  public void before(Scenario scenario) {
    String file = scenario.getUri().toString().replaceFirst(".*/", "");
    HEARD.add(
        "%s (%s:%d) of %s, tags %s"
            .formatted(
                scenario.getName(),
                file,
                scenario.getLine(),
                trial.device().id(),
                String.join(" ", scenario.getSourceTagNames())));
  }

  @Before("@app")
  public void onlyOfTheRecipe() {
    HEARD.add("tagged");
  }

  @After
  public void after(Scenario scenario) {
    scenario.log("room is " + scenario.getStatus());
    scenario.attach("pixels".getBytes(StandardCharsets.UTF_8), "image/png", "camera");
  }
}
