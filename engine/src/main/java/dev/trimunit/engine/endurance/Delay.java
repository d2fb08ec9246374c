// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What works at first and fails after days, without some destinations.
 *
 * @param destinations all of them have to be blocked for that
 * @param usages what fails
 * @param how when, and whether it came back
 * @param runs fresh runs with the list blocked, of which {@code broken} broke
 * @param broken see there
 * @param similar whether two of them broke at a similar age
 * @param trialNumbers the runs that broke, and the one with nothing blocked that did not
 */
public record Delay(
    Set<Destination> destinations,
    List<Usage> usages,
    How how,
    int runs,
    int broken,
    boolean similar,
    List<Integer> trialNumbers) {
  /**
   * When something broke.
   *
   * @param from how old the device was when it last worked
   * @param until how old it was when it had failed
   * @param leftAlone whether nobody had used it since power-on
   * @param afterPowerCut whether it had lost power just before
   * @param back how long after the block was lifted it worked again; empty if it did not
   */
  public record How(
      Duration from,
      Duration until,
      boolean leftAlone,
      boolean afterPowerCut,
      Optional<Duration> back) {}

  public Delay {
    destinations = java.util.Collections.unmodifiableSet(new TreeSet<>(destinations));
    usages = List.copyOf(usages);
    trialNumbers = List.copyOf(trialNumbers);
  }

  /** Of all its usages and destinations. */
  public String sentence() {
    return "%s %s"
        .formatted(
            usages.stream().map(Usage::toString).collect(Collectors.joining(" and ")), after());
  }

  /** {@code worked without ntp.org:123/udp until 9 days …: delayed}. */
  public String after() {
    String without =
        destinations.stream().map(Destination::toString).collect(Collectors.joining(" and "));
    return "worked without %s until %s after power-on%s%s, and failed in %d of %d fresh runs (not in one with nothing blocked)%s%s"
        .formatted(
            without,
            when(),
            how.leftAlone() ? ", when nobody had used it meanwhile" : "",
            how.afterPowerCut() ? ", and then a power cut" : "",
            broken,
            runs,
            how.back()
                .map(
                    time ->
                        "; it came back %s after the block was lifted"
                            .formatted(Durations.roughly(time)))
                .orElse("; it did not come back while the block was lifted"),
            similar ? ": delayed" : ", each time at another age: not settled");
  }

  private String when() {
    Duration half = how.until().minus(how.from()).dividedBy(2);
    return how.afterPowerCut()
        ? Durations.inDays(how.until())
        : "%s (± %s)".formatted(Durations.inDays(how.from().plus(half)), Durations.roughly(half));
  }
}
