// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.UsageOutcome.Probe;
import dev.trimunit.engine.model.UsageOutcome.Probe.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A device that grows old under its block and is used now and then. What fails is tried again; what
 * fails again and again, while the servers that nothing blocks answer, has broken: then the block
 * is lifted, and it is tried once more, without a power cut.
 */
final class LongTrial {
  /** A failure counts if the usage fails so often more. */
  private static final int MOST_AGAIN = 3;

  /** So long a run waits at its end for servers that nothing blocks. */
  private static final int MOST_HOURS = 12;

  /** Between such tries; all of them take a quarter of an hour. */
  private static final Duration BETWEEN = Duration.ofMinutes(5);

  /** After so long without a block what it broke may work again. */
  private static final List<Duration> UNBLOCKED =
      List.of(Duration.ofMinutes(3), Duration.ofMinutes(12), Duration.ofHours(1));

  private final LongRun run;
  private final PhysicalTrial physical;
  private final Canary canary;
  private final Function<Usage, UsageOutcome> use;
  private final Map<Usage, List<Probe>> probes = new TreeMap<>();
  private final Map<Usage, UsageOutcome> last = new TreeMap<>();
  private Duration age = Duration.ZERO;
  private boolean lifted;

  /**
   * @param use uses the device once
   */
  LongTrial(LongRun run, PhysicalTrial physical, Canary canary, Function<Usage, UsageOutcome> use) {
    this.run = run;
    this.physical = physical;
    this.canary = canary;
    this.use = use;
  }

  /** From when the device is ready to when it broke, or to the end. */
  List<UsageOutcome> perform(List<Usage> usages) {
    usages.forEach(usage -> probes.put(usage, new ArrayList<>()));
    try {
      live(usages);
    } catch (LabFault fault) {
      usages.forEach(
          usage -> last.put(usage, TrialRunner.voided(usage, String.valueOf(fault.getMessage()))));
    }
    return usages.stream().map(this::outcome).toList();
  }

  private void live(List<Usage> usages) {
    canary.look();
    boolean works = works(usages, When.DUE);
    Duration passed = Duration.ZERO;
    while (works && physical.broken().isEmpty() && passed.compareTo(run.lasts()) < 0) {
      Duration left = run.lasts().minus(passed);
      Duration step = run.every().compareTo(left) < 0 ? run.every() : left;
      physical.age(step);
      passed = passed.plus(step);
      works = works(usages, When.DUE);
    }
    if (works) {
      waitForServers(usages, When.DUE);
    }
    if (works && !run.dark().isZero()) {
      physical.losePower(run.dark());
      works(usages, When.AFTER_POWER_CUT);
      waitForServers(usages, When.AFTER_POWER_CUT);
    }
  }

  /** What could not be told at the end, because servers were silent, is tried again. */
  private void waitForServers(List<Usage> usages, When when) {
    for (int hours = 0; hours < MOST_HOURS && !lifted; hours++) {
      List<Usage> open = usages.stream().filter(this::isOpen).toList();
      if (open.isEmpty()) {
        return;
      }
      physical.age(Duration.ofHours(1));
      works(open, when);
    }
  }

  private boolean isOpen(Usage usage) {
    UsageOutcome told = last.get(usage);
    return told != null && told.outcome() == Outcome.VOID;
  }

  /** Whether nothing has broken; if something has, nothing is blocked any more. */
  private boolean works(List<Usage> usages, When when) {
    age = physical.sincePower();
    List<Usage> failing = failing(usages, when);
    for (int again = 0; again < MOST_AGAIN && !failing.isEmpty(); again++) {
      physical.age(BETWEEN);
      failing = failing(failing, When.AGAIN);
    }
    if (failing.isEmpty()) {
      return true;
    }
    lift(failing);
    return false;
  }

  private void lift(List<Usage> broken) {
    lifted = true;
    physical.lift();
    List<Usage> dead = broken;
    for (Duration wait : UNBLOCKED) {
      if (!dead.isEmpty()) {
        physical.age(wait);
        dead =
            dead.stream().filter(usage -> probe(usage, When.UNBLOCKED) != Outcome.PASSED).toList();
      }
    }
  }

  private List<Usage> failing(Collection<Usage> usages, When when) {
    return usages.stream().filter(usage -> probe(usage, when) == Outcome.FAILED).toList();
  }

  /** One use; a failure while servers are silent that nothing blocks tells nothing. */
  private Outcome probe(Usage usage, When when) {
    UsageOutcome told = use.apply(usage);
    if (told.outcome() == Outcome.FAILED) {
      String silent = canary.silent();
      told = silent.isEmpty() ? told : new UsageOutcome(usage, Outcome.VOID, silent, told.steps());
    } else if (told.outcome() == Outcome.PASSED) {
      canary.look();
    }
    probes(usage).add(new Probe(physical.sincePower(), when, told.outcome()));
    if (when != When.UNBLOCKED) {
      last.put(usage, told);
    }
    return told.outcome();
  }

  private List<Probe> probes(Usage usage) {
    return probes.getOrDefault(usage, List.of());
  }

  private UsageOutcome outcome(Usage usage) {
    UsageOutcome told =
        last.getOrDefault(
            usage, new UsageOutcome(usage, Outcome.VOID, "It was not tried", List.of()));
    String reason =
        told.outcome() == Outcome.FAILED
            ? "%s after power-on: %s".formatted(Durations.roughly(age), told.reason())
            : told.reason();
    return new UsageOutcome(
        usage, told.outcome(), reason, told.steps(), told.screens(), probes(usage));
  }
}
