// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.trial.Trial;
import io.cucumber.java.en.Then;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the device exchanged in the trial. Put these steps last: they end its recording. */
public final class TrafficSteps {
  private final Trial trial;

  public TrafficSteps(Trial trial) {
    this.trial = trial;
  }

  /** {@code Then the bulb asks for 5 names}: different names in DNS queries. */
  @Then("the {device} asks for {int} names")
  public void asksFor(String device, int names) {
    Set<DnsName> asked =
        trial.dns().stream().map(DnsEvent::question).collect(Collectors.toCollection(TreeSet::new));
    require(asked.size() == names, "asks for " + asked.size() + " names: " + words(asked));
  }

  /** {@code Then the bulb contacts ntp.org}. */
  @Then("the {device} contacts {destination}")
  public void contacts(String device, DestinationPattern wanted) {
    Set<Destination> met = contacted();
    require(
        met.stream().anyMatch(wanted::covers),
        "does not contact " + wanted + ", but " + words(met));
  }

  /**
   * {@code Then the bulb contacts nothing but}, with a table or a doc string of destinations, one a
   * line. Where something is listed, a device that contacts nothing at all has not shown it.
   */
  @Then("the {device} contacts nothing but")
  public void contactsNothingBut(String device, List<DestinationPattern> expected) {
    Set<Destination> all = contacted();
    if (all.isEmpty() && !expected.isEmpty()) {
      require(false, "contacts nothing at all, so nothing was put to the test");
    }
    Set<Destination> others = new TreeSet<>(all);
    expected.forEach(pattern -> others.removeIf(pattern::covers));
    require(others.isEmpty(), "also contacts " + words(others));
  }

  private Set<Destination> contacted() {
    return trial.traffic().observations().stream()
        .map(Observation::destination)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw new AssertionError(trial.device() + " " + sentence);
    }
  }

  private static String words(Collection<?> things) {
    return things.isEmpty()
        ? "nothing"
        : things.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
