// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.trial.Ageing;
import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * What fails later. These act, in the order in which they are written; only a lab in whose time
 * days can pass runs them.
 */
public final class AgeSteps {
  private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final Ageing ageing;
  private final Trial trial;

  public AgeSteps(Ageing ageing, Trial trial) {
    this.ageing = ageing;
    this.trial = trial;
  }

  /** {@code When 14 days pass}: the owner opens the app once a day, and uses nothing. */
  @When("{duration} pass/passes")
  public void pass(Duration time) {
    ageing.pass(time);
  }

  /** {@code When 30 days pass without any use}: nobody opens the app either. */
  @When("{duration} pass/passes without any use")
  public void passUnused(Duration time) {
    ageing.passUnused(time);
  }

  /**
   * {@code Then the schedule switches on within 1 minute of 07:00}: by the true time, in UTC. Looks
   * for the state {@code schedule on} of the companion app, or {@code on} if it has none such: not
   * shown a minute before, and shown a minute after at the latest.
   */
  @Then("the schedule switches {state} within {duration} of {time}")
  public void switches(String state, Duration tolerance, LocalTime at) {
    String own = "schedule " + state;
    String shown = ageing.watch().obstacle(own).isEmpty() ? own : state;
    Instant due = next(at, tolerance);
    ageing.passUntil(due.minus(tolerance));
    if (ageing.watch().look(shown).matches()) {
      throw new AssertionError(
          "%s shows '%s' already %s before %s"
              .formatted(trial.device(), shown, Durations.words(tolerance), at));
    }
    ScreenCheck check = await(shown, due.plus(tolerance), pause(tolerance));
    check.pictures().forEach(trial::attach);
    if (!check.matches()) {
      throw new AssertionError(
          "%s does not show '%s' %s after %s: %s"
              .formatted(trial.device(), shown, Durations.words(tolerance), at, check.reason()));
    }
  }

  private Instant next(LocalTime at, Duration tolerance) {
    ZonedDateTime soonest = ageing.now().plus(tolerance).atZone(ZoneOffset.UTC);
    ZonedDateTime today = soonest.with(at);
    return (today.isAfter(soonest) ? today : today.plusDays(1)).toInstant();
  }

  private static Duration pause(Duration tolerance) {
    Duration part = tolerance.dividedBy(6);
    Duration least = part.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : part;
    return least.compareTo(LOOK_EVERY) < 0 ? least : LOOK_EVERY;
  }

  private ScreenCheck await(String state, Instant end, Duration pause) {
    ScreenCheck check = ageing.watch().look(state);
    while (!check.matches() && ageing.now().isBefore(end)) {
      Instant next = ageing.now().plus(pause);
      ageing.passUntil(next.isBefore(end) ? next : end);
      check = ageing.watch().look(state);
    }
    return check;
  }
}
