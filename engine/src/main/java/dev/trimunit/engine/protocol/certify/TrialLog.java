// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Runs trials and decides which outcomes count. A success counts at once: it proves that device,
 * cloud and phone work. A failure counts only between two successes of its usage that are close in
 * time; otherwise an outage may have caused it.
 */
final class TrialLog {
  private static final int MOST_VOID = 10;
  private static final int MOST_LEAKED = 5;

  /** Hears of outcomes as they come to count. */
  interface Counted {
    void count(Trial trial, int usage, boolean passed);
  }

  /** Says how a trial that is under way will end. */
  interface Guess {
    boolean passes(BitSet blocked, int usage);
  }

  private final Course course;
  private final Brackets brackets;
  private final Waiting waiting;
  private final TriedUnits units;
  private final int usages;
  private final List<Trial> log = new ArrayList<>();
  private final List<Counted> listeners = new ArrayList<>();
  private final BiConsumer<Trial, Answer> answers;
  private final int[] voids;
  private final TreeSet<Integer> lost = new TreeSet<>();
  private Guess guess = (blocked, usage) -> blocked.isEmpty();
  private int mostTrials;

  TrialLog(
      Course course,
      Units units,
      Constants constants,
      Instant[] lastPassed,
      int mostTrials,
      BiConsumer<Trial, Answer> answers) {
    this.course = course;
    this.brackets = new Brackets(units, constants.bracket(), lastPassed);
    this.waiting = new Waiting(units, brackets, this::lost);
    this.units = new TriedUnits(units, log);
    this.usages = lastPassed.length;
    this.mostTrials = mostTrials;
    this.answers = answers;
    voids = new int[usages];
  }

  void guess(Guess likely) {
    guess = likely;
  }

  /** The units that are not put aside, and what was shown on each. */
  TriedUnits units() {
    return units;
  }

  /** The failures that wait for a success. */
  Waiting waiting() {
    return waiting;
  }

  void listen(Counted listener) {
    listeners.add(listener);
  }

  /** Allows for more trials. */
  void allow(int trials) {
    mostTrials += trials;
  }

  /**
   * Runs a trial; failures wait until the usage passes again. What closes brackets runs where a
   * failure waits.
   */
  Trial run(Kind kind, BitSet blocked, List<Integer> tried, Duration pause) {
    return run(kind, blocked, tried, pause, kind == Kind.BLOCK ? new BitSet() : waiting.where());
  }

  /**
   * The same on certain units.
   *
   * @param on their numbers; any unit will do if there are none
   */
  Trial run(Kind kind, BitSet blocked, List<Integer> tried, Duration pause, BitSet on) {
    Ask ask = new Ask(kind, (BitSet) blocked.clone(), tried, pause, on);
    Course.Told told = next(ask);
    while (!told.asked()) {
      take(told);
      told = next(ask);
    }
    return take(told);
  }

  private Course.Told next(Ask ask) {
    if (log.size() >= mostTrials) {
      throw new Exhausted(mostTrials);
    }
    return course.next(ask).orElseThrow(() -> new Asking(ask));
  }

  /** Takes the trials that were run and that the plan did not ask for; whether there were any. */
  boolean takeRest() {
    List<Course.Told> rest = course.rest();
    rest.forEach(this::take);
    return !rest.isEmpty();
  }

  private Trial take(Course.Told told) {
    Answer known = told.answer();
    Answer answer = known == null ? likely(told) : known;
    Trial trial = new Trial(answer, told.ask(), told.unit(), usages);
    log.add(trial);
    if (known != null) {
      brackets.took(told.ask().usages().size(), Duration.between(answer.start(), answer.end()));
    }
    answers.accept(trial, answer);
    read(trial, answer.leaked().isEmpty());
    return trial;
  }

  /** What will come of a trial that is under way. */
  private Answer likely(Course.Told told) {
    List<Mark> marks =
        told.ask().usages().stream()
            .map(u -> guess.passes(told.ask().blocked(), u) ? Mark.PASSED : Mark.PENDING)
            .toList();
    Instant end = told.start().plus(brackets.duration(told.ask().usages().size()));
    return AnswerBuilder.stagedBuilder()
        .number(0)
        .start(told.start())
        .end(end)
        .marks(marks)
        .leaked(new BitSet())
        .untried(new BitSet())
        .idle(new BitSet())
        .exposed(new BitSet())
        .newcomers(List.of())
        .build();
  }

  Trial run(Kind kind, BitSet blocked, List<Integer> tried) {
    return run(kind, blocked, tried, Duration.ZERO);
  }

  private void read(Trial trial, boolean sound) {
    for (int usage : trial.usages()) {
      switch (trial.mark(usage)) {
        case PASSED -> passed(trial, usage);
        case VOID -> voided(usage, sound);
        default -> voids[usage] = 0;
      }
    }
    waiting.add(trial);
  }

  private void voided(int usage, boolean sound) {
    voids[usage] += sound ? 1 : 0;
    if (voids[usage] >= MOST_VOID) {
      lose(usage);
    }
  }

  private void passed(Trial trial, int usage) {
    voids[usage] = 0;
    waiting.settle(trial, usage, failed -> count(failed, usage, false));
    brackets.passed(trial.unit(), usage, trial.end());
    count(trial, usage, true);
  }

  private void count(Trial trial, int usage, boolean passed) {
    listeners.forEach(listener -> listener.count(trial, usage, passed));
  }

  /** Gives a usage up. */
  void lose(int usage) {
    lost.add(usage);
    waiting.drop(usage);
  }

  boolean lost(int usage) {
    return lost.contains(usage);
  }

  /** Those of a group that are not given up. */
  List<Integer> kept(List<Integer> group) {
    return group.stream().filter(usage -> !lost.contains(usage)).toList();
  }

  List<Trial> log() {
    return log;
  }

  /** The same if the failures that still wait will count. */
  List<Trial> view() {
    return log.stream().map(Trial::ifItCounts).toList();
  }

  /** Counts leaks of a destination. */
  static boolean givesUp(Candidate candidate) {
    return candidate.leaks(MOST_LEAKED);
  }

  boolean everPassed(int usage) {
    return brackets.everPassed(usage);
  }
}
