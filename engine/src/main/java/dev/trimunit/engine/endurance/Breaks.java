// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.LongRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is made of a device that broke: whether it does so again, at a similar age, not with nothing
 * blocked, and which destinations it takes. That it came back when the block was lifted proves
 * little: logins are renewed then, and outages end.
 */
final class Breaks {
  /** So many fresh runs there are of what broke in the first of them. */
  private static final int MOST_RUNS = 3;

  /** Ages that differ by no more of themselves are similar; or by the time between two uses. */
  private static final int SHARE = 10;

  private final FreshRuns fresh;
  private final Set<Destination> list;
  private final List<Usage> usages;
  private final Duration every;
  private final List<Ran> runs = new ArrayList<>();
  private LongRun shape;
  private Duration worked = Duration.ZERO;

  /**
   * @param every how exactly an age is wanted
   */
  Breaks(
      FreshRuns fresh, Set<Destination> list, List<Usage> usages, LongRun shape, Duration every) {
    this.fresh = fresh;
    this.list = new TreeSet<>(list);
    this.usages = List.copyOf(usages);
    this.shape = shape;
    this.every = every;
  }

  /**
   * What fails later; empty if it did once only.
   *
   * @throws CannotTell if it fails with nothing blocked, too
   */
  Optional<Delay> of(Ran first) {
    Ran exact = shape.isLeftAlone() ? narrowed(first) : first;
    runs.add(exact);
    while (runs.size() < MOST_RUNS && similar().isEmpty()) {
      runs.add(fresh.run(list, usages, shape));
    }
    return broken().size() < 2 ? Optional.empty() : Optional.of(explained(exact));
  }

  /** The runs in which nothing broke, if it did not break again. */
  List<TrialRecord> passed() {
    return runs.stream().filter(run -> !run.broke()).map(Ran::trial).toList();
  }

  /** What is to be known of a break that did not come again. */
  String doubt() {
    Ran.Break how = broken().get(0).how();
    return "%s failed once at %s after power-on, and not in %d other fresh runs"
        .formatted(how.usage(), Durations.inDays(how.until()), runs.size() - 1);
  }

  /** A device that was left alone shows when it broke by how short a run may be. */
  private Ran narrowed(Ran first) {
    Ran broke = first;
    while (shape.lasts().minus(worked).compareTo(every) > 0) {
      long steps = shape.lasts().minus(worked).dividedBy(every);
      LongRun shorter = LongRun.leftAlone(worked.plus(every.multipliedBy((steps + 1) / 2)));
      Ran ran = fresh.run(list, usages, shorter);
      if (ran.broke()) {
        shape = shorter;
        broke = ran;
      } else {
        worked = shorter.lasts();
      }
    }
    return broke;
  }

  private List<Ran> broken() {
    return runs.stream().filter(Ran::broke).toList();
  }

  private Optional<Ran> similar() {
    List<Ran> broken = broken();
    for (Ran one : broken) {
      for (Ran other : broken.subList(0, broken.indexOf(one))) {
        if (similar(one.how(), other.how())) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
  }

  private boolean similar(Ran.Break one, Ran.Break other) {
    Duration between = one.until().minus(other.until()).abs();
    Duration share = one.until().dividedBy(SHARE);
    return one.afterPowerCut() == other.afterPowerCut()
        && between.compareTo(share.compareTo(every) > 0 ? share : every) <= 0;
  }

  private Delay explained(Ran exact) {
    Optional<Ran> similar = similar();
    Ran.Break how = similar.orElse(exact).how();
    LongRun asLong = longEnough(similar.isPresent(), how);
    Ran control = fresh.run(Set.of(), usages, asLong);
    if (control.broke()) {
      throw new CannotTell(
          "%s failed at %s after power-on with nothing blocked, too"
              .formatted(control.how().usage(), Durations.inDays(control.how().until())));
    }
    Set<Usage> failing = new TreeSet<>();
    broken().forEach(run -> failing.addAll(run.broken()));
    Set<Destination> culprits = new Culprits(blocked -> breaks(blocked, asLong, failing)).of(list);
    List<Integer> numbers =
        new ArrayList<>(broken().stream().map(r -> r.trial().number()).toList());
    numbers.add(control.trial().number());
    Duration from = shape.isLeftAlone() ? worked : how.from();
    return new Delay(
        culprits,
        List.copyOf(failing),
        new Delay.How(from, how.until(), shape.isLeftAlone(), how.afterPowerCut(), how.back()),
        runs.size(),
        broken().size(),
        similar.isPresent(),
        numbers);
  }

  /** What takes a power cut, or comes at any age, takes the whole time. */
  private LongRun longEnough(boolean similar, Ran.Break how) {
    if (shape.isLeftAlone() || how.afterPowerCut() || !similar) {
      return shape;
    }
    Duration beyond = how.until().plus(how.until().dividedBy(SHARE)).plus(every);
    Duration hours = Duration.ofHours(beyond.toHours() + 1);
    return hours.compareTo(shape.lasts()) < 0 ? shape.lasting(hours, false) : shape;
  }

  private boolean breaks(Collection<Destination> blocked, LongRun run, Set<Usage> failing) {
    return fresh.run(blocked, usages, run).broken().stream().anyMatch(failing::contains);
  }
}
