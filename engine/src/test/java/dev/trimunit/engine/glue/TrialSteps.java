// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.glue;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.ParameterType;
import io.cucumber.java.PendingException;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

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

  /** A step that is written wrongly, or that something outside the program fails. */
  @When("a step throws {word}")
  public void failing(String what) throws Exception {
    trial.begin();
    switch (what) {
      case "null" -> Optional.ofNullable(System.getProperty("no.such.property")).map(null);
      case "cast" -> ((Class<?>) Integer.class).cast("text");
      case "index" -> List.of().get(1);
      case "missing-method" -> throw new NoSuchMethodError("Kettle.boil()");
      case "state" -> throw new IllegalStateException("no room is open");
      case "argument" -> Integer.parseInt("twelve");
      case "exit" -> System.exit(0);
      case "memory" -> throw new OutOfMemoryError("Java heap space");
      case "sleep" -> Thread.sleep(Long.MAX_VALUE);
      case "spin" -> Spinning.forEver();
      case "interrupt" -> Thread.currentThread().interrupt();
      case "what-was-left" -> {
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("the step before left the thread interrupted");
        }
      }
      case "pending" -> throw new PendingException("not written yet");
      case "declaration" -> trial.powerCycle(Duration.ofMinutes(7));
      case "io" -> throw new IOException("connection reset");
      case "unchecked-io" -> throw new UncheckedIOException(new IOException("connection reset"));
      case "timeout" -> throw new TimeoutException("the room did not answer");
      case "library" -> throw Outside.exception();
      default -> throw new LabFault("The phone does not answer");
    }
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

  /** As a library that talks to the world would throw it. */
  private static final class Outside {
    static RuntimeException exception() {
      IllegalStateException closed = new IllegalStateException("the browser has gone");
      closed.setStackTrace(
          new StackTraceElement[] {new StackTraceElement("com.example.Browser", "get", null, 1)});
      return closed;
    }
  }
}
