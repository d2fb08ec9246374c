// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.protocol.certify.Ask;
import dev.trimunit.engine.protocol.certify.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * Runs the trials of a night. A pass counts at once; a failure waits, and counts if its usage
 * passes soon enough after it passed before.
 */
final class Log {
  private static final double FURTHER_USAGE = 0.25;
  private static final int USUAL_SECONDS = 300;

  private final Function<Ask, Heard> oracle;
  private final Problem problem;
  private final List<NightTrial> trials = new ArrayList<>();
  private final BitSet found;
  private final Instant[] lastPassed;
  private Instant now = Instant.MIN;
  private double units;
  private Duration spent = Duration.ZERO;

  Log(Function<Ask, Heard> oracle, Problem problem) {
    this.oracle = oracle;
    this.problem = problem;
    this.found = (BitSet) problem.found().clone();
    this.lastPassed = problem.lastPassed().toArray(new Instant[0]);
  }

  /** One trial for each group of these usages. */
  List<NightTrial> run(Ask.Kind kind, BitSet blocked, BitSet usages) {
    List<NightTrial> run = new ArrayList<>();
    for (List<Integer> group : problem.groups()) {
      List<Integer> some = group.stream().filter(usages::get).toList();
      if (!some.isEmpty()) {
        controlIfDue(some.size());
        run.add(one(kind, blocked, some, Duration.ZERO));
      }
    }
    return run;
  }

  private NightTrial one(Ask.Kind kind, BitSet blocked, List<Integer> tried, Duration pause) {
    if (trials.size() >= Constants.MOST_TRIALS * problem.groups().size()) {
      throw new GivenUp("%d trials did not settle it".formatted(trials.size()));
    }
    Heard heard = oracle.apply(new Ask(kind, (BitSet) blocked.clone(), tried, pause));
    NightTrial trial = new NightTrial(heard, blocked, tried, problem.usages());
    trials.add(trial);
    now = heard.end();
    units += cost(tried.size());
    spent = spent.plus(Duration.between(heard.start(), heard.end()));
    found.or(heard.found());
    trial.usages(Mark.PASSED).stream().forEach(usage -> passed(usage, trial.end()));
    return trial;
  }

  private void passed(int usage, Instant time) {
    boolean counts =
        !lastPassed[usage].equals(Instant.MIN)
            && !time.isAfter(lastPassed[usage].plus(Constants.BRACKET));
    trials.stream()
        .filter(trial -> trial.mark(usage) == Mark.PENDING)
        .forEach(trial -> trial.mark(usage, counts ? Mark.FAILED : Mark.DROPPED));
    lastPassed[usage] = time;
  }

  /** Another trial of so many usages could make failures that wait go stale. */
  private void controlIfDue(int next) {
    Duration ahead = duration(next).plus(duration(problem.usages())).plus(Constants.SPARE);
    BitSet waiting = waiting();
    if (waiting.stream().anyMatch(usage -> stale(usage, ahead))) {
      control(waiting);
    }
  }

  private boolean stale(int usage, Duration ahead) {
    Instant last = lastPassed[usage];
    return last.equals(Instant.MIN) || now.plus(ahead).isAfter(last.plus(Constants.BRACKET));
  }

  /** Nothing blocked until these pass; in an outage, with pauses. */
  void control(BitSet usages) {
    for (List<Integer> group : problem.groups()) {
      List<Integer> missing = group.stream().filter(usages::get).toList();
      int misses = 0;
      Instant first = now;
      while (!missing.isEmpty()) {
        boolean outage = misses >= Constants.MISSES_OF_AN_OUTAGE;
        Duration pause = outage ? Constants.OUTAGE_PAUSE : Duration.ZERO;
        NightTrial trial = one(Ask.Kind.CONTROL, new BitSet(), missing, pause);
        misses += trial.waits() ? 1 : 0;
        missing = missing.stream().filter(usage -> trial.mark(usage) != Mark.PASSED).toList();
        if (!missing.isEmpty() && !first.equals(Instant.MIN) && isLong(first)) {
          throw new GivenUp(
              "the device did not work for %d hours with nothing blocked"
                  .formatted(Constants.LONGEST_OUTAGE.toHours()));
        }
      }
    }
  }

  private boolean isLong(Instant first) {
    return Duration.between(first, now).compareTo(Constants.LONGEST_OUTAGE) > 0;
  }

  /** The usages with failures that wait. */
  BitSet waiting() {
    BitSet waiting = new BitSet();
    trials.forEach(trial -> waiting.or(trial.usages(Mark.PENDING)));
    return waiting;
  }

  /** Usages that did not pass yet. */
  BitSet neverPassed() {
    BitSet never = new BitSet();
    for (int j = 0; j < lastPassed.length; j++) {
      never.set(j, lastPassed[j].equals(Instant.MIN));
    }
    return never;
  }

  List<NightTrial> trials() {
    return trials;
  }

  /** What nobody knew before this night. */
  BitSet found() {
    return found;
  }

  /** How long a trial takes, as trials took so far. */
  private Duration duration(int tried) {
    double unit = units == 0 ? USUAL_SECONDS : spent.toSeconds() / units;
    return Duration.ofSeconds(Math.round(unit * cost(tried)));
  }

  private static double cost(int tried) {
    return 1 + FURTHER_USAGE * (tried - 1);
  }
}
