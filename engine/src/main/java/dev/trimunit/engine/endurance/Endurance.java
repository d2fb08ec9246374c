// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.Age;
import dev.trimunit.engine.trial.LongRun;
import dev.trimunit.engine.trial.TrialOracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Blocks a list as a whole for days, in fresh runs: in some the device is used now and then, and at
 * the end once more after a power cut; in others each usage is tried at the end only, for what
 * looks may heal. What breaks in two fresh runs at a similar age, and not with nothing blocked, is
 * delayed; then it is found out which destinations do it, and the rest of the list starts anew.
 */
public final class Endurance {
  /** So long a device is without power at the end of a run. */
  private static final Duration DARK = Duration.ofMinutes(2);

  /** So many times the rest of a list starts anew. */
  private static final int MOST_ROUNDS = 10;

  private final Question question;
  private final Duration lasts;
  private final FreshRuns fresh;
  private final List<Delay> delays = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private final List<TrialRecord> passed = new ArrayList<>();

  /** Hears of each long run before it begins. */
  public interface Watch {
    /**
     * A run begins.
     *
     * @param number from 1
     * @param lasts how long it is, if nothing breaks
     */
    void begins(int number, Duration lasts);
  }

  public Endurance(Question question, Duration lasts, TrialOracle oracle, Watch watch) {
    this.question = question;
    this.lasts = lasts;
    this.fresh = new FreshRuns(oracle, watch);
  }

  /** How many long runs a list takes at most of which nothing breaks. */
  public static int runs(List<Usage> usages) {
    return usages.size() + (int) usages.stream().map(Usage::vantage).distinct().count();
  }

  /** What comes of a list that was verified as a whole. */
  public Endured endure(Set<Destination> list) {
    Set<Destination> left = new TreeSet<>(list);
    String obstacle = "";
    try {
      int rounds = 0;
      while (!left.isEmpty() && !holds(left)) {
        rounds++;
        if (rounds >= MOST_ROUNDS) {
          throw new CannotTell("the list broke in %d ways".formatted(MOST_ROUNDS));
        }
      }
    } catch (CannotTell e) {
      obstacle = e.why();
    }
    return EnduredBuilder.stagedBuilder()
        .destinations(left)
        .lasts(lasts)
        .age(Age.of(passed))
        .trialNumbers(passed.stream().map(TrialRecord::number).toList())
        .delays(delays)
        .doubts(doubts)
        .obstacle(obstacle)
        .build();
  }

  /** Whether nothing breaks; what lets something break is taken out of the list. */
  private boolean holds(Set<Destination> list) {
    passed.clear();
    for (Shape shape : shapes()) {
      Optional<Delay> delay = broken(list, shape);
      if (delay.isPresent()) {
        delays.add(delay.get());
        list.removeAll(delay.get().destinations());
        passed.clear();
        return false;
      }
    }
    return true;
  }

  private record Shape(LongRun run, List<Usage> usages) {}

  private Duration every() {
    return lasts.compareTo(LongRun.USUAL) < 0 ? lasts : LongRun.USUAL;
  }

  private List<Shape> shapes() {
    List<Usage> usages = List.copyOf(question.destinations().keySet());
    List<Shape> shapes = new ArrayList<>();
    question
        .sharing(usages)
        .forEach(group -> shapes.add(new Shape(LongRun.used(lasts, every(), DARK), group)));
    usages.forEach(usage -> shapes.add(new Shape(LongRun.leftAlone(lasts), List.of(usage))));
    return shapes;
  }

  private Optional<Delay> broken(Set<Destination> list, Shape shape) {
    Ran first = fresh.run(list, shape.usages(), shape.run());
    if (!first.broke()) {
      passed.add(first.trial());
      return Optional.empty();
    }
    Breaks breaks = new Breaks(fresh, list, shape.usages(), shape.run(), every());
    Optional<Delay> delay = breaks.of(first);
    if (delay.isEmpty()) {
      doubts.add(breaks.doubt());
      breaks.passed().stream().filter(this::isWhole).forEach(passed::add);
    }
    return delay;
  }

  /** A run that was shorter says nothing about the whole time. */
  private boolean isWhole(TrialRecord trial) {
    return trial.age().compareTo(lasts) >= 0;
  }
}
