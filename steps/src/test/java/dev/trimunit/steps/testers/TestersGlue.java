// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.testers;

import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.After;
import io.cucumber.java.Before;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tester's own glue; {@link #heard()} is what ran, in its order. */
public final class TestersGlue {
  private static final List<String> HEARD = new CopyOnWriteArrayList<>();

  /** A tester's own type. */
  public enum Colour {
    RED,
    BLUE
  }

  private final Trial trial;

  public TestersGlue(Trial trial) {
    this.trial = trial;
  }

  public static List<String> heard() {
    return HEARD;
  }

  @ParameterType("red|blue")
  public static Colour colour(String word) {
    return Colour.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  @Before("@lamp")
  public void before() {
    HEARD.add("before on " + trial.device().id());
  }

  @After("@lamp")
  public void after() {
    HEARD.add("after");
  }

  @Before("@broken")
  public void broken() {
    throw new AssertionError("The lamp is not plugged in");
  }

  @Given("the room is {colour}")
  public void room(Colour colour) {
    HEARD.add("room " + colour);
  }

  @Then("a note says")
  public void note(String text) {
    HEARD.add("note " + text);
  }

  @Given("the lamps are")
  public void lamps(List<List<String>> rows) {
    HEARD.add("lamps " + rows);
  }
}
