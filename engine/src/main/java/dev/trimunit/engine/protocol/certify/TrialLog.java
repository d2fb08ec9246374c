// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
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
  private final Units units;
  private final Brackets brackets;
  private final int usages;
  private final List<Trial> log = new ArrayList<>();
  private final List<Trial> pending = new ArrayList<>();
  private final List<Counted> listeners = new ArrayList<>();
  private final BiConsumer<Trial, Answer> answers;
  private final int[] voids;
  private final TreeSet<Integer> lost = new TreeSet<>();
  private Guess guess = (blocked, usage) -> blocked.isEmpty();
  private Instant now = Instant.MIN;
  private int dropped;
  private int mostTrials;

  TrialLog(
      Course course,
      Units units,
      Constants constants,
      Instant[] lastPassed,
      int mostTrials,
      BiConsumer<Trial, Answer> answers) {
    this.course = course;
    this.units = units;
    this.brackets = new Brackets(units, constants.bracket(), lastPassed);
    this.usages = lastPassed.length;
    this.mostTrials = mostTrials;
    this.answers = answers;
    voids = new int[usages];
  }

  void guess(Guess likely) {
    guess = likely;
  }

  /** The units that are not put aside. */
  Units units() {
    return units;
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
    return run(kind, blocked, tried, pause, kind == Kind.BLOCK ? new BitSet() : whereItWaits());
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
    now = now.isAfter(answer.end()) ? now : answer.end();
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

  static double cost(int tried) {
    return 1 + Choice.FURTHER_USAGE * (tried - 1);
  }

  private void read(Trial trial, boolean sound) {
    for (int usage : trial.usages()) {
      switch (trial.mark(usage)) {
        case PASSED -> passed(trial, usage);
        case VOID -> voided(usage, sound);
        default -> voids[usage] = 0;
      }
    }
    if (!trial.usages(Mark.PENDING).isEmpty()) {
      pending.add(trial);
    }
  }

  private void voided(int usage, boolean sound) {
    voids[usage] += sound ? 1 : 0;
    if (voids[usage] >= MOST_VOID) {
      lose(usage);
    }
  }

  private void passed(Trial trial, int usage) {
    voids[usage] = 0;
    settle(trial, usage);
    brackets.passed(trial.unit(), usage, trial.end());
    count(trial, usage, true);
  }

  private void settle(Trial success, int usage) {
    boolean counts = !success.end().isAfter(brackets.deadline(success.unit(), usage));
    for (Trial failed : List.copyOf(pending)) {
      if (failed.mark(usage) == Mark.PENDING && brackets.same(failed.unit(), success.unit())) {
        failed.mark(usage, counts ? Mark.FAILED : Mark.DROPPED);
        dropped += counts ? 0 : 1;
        if (counts) {
          count(failed, usage, false);
        }
      }
    }
    pending.removeIf(trial -> trial.usages(Mark.PENDING).isEmpty());
  }

  private void count(Trial trial, int usage, boolean passed) {
    listeners.forEach(listener -> listener.count(trial, usage, passed));
  }

  /** The failures that wait for a success. */
  List<Trial> pending() {
    return pending;
  }

  /** The usages with failures that wait, on the unit on which they go stale first. */
  List<Integer> waiting() {
    OptionalInt unit = urgent();
    return unit.isEmpty()
        ? List.of()
        : pending.stream()
            .filter(trial -> brackets.same(trial.unit(), unit.getAsInt()))
            .flatMap(trial -> waiting(trial).stream())
            .distinct()
            .sorted()
            .toList();
  }

  private List<Integer> waiting(Trial trial) {
    return trial.usages(Mark.PENDING).stream().filter(usage -> !lost.contains(usage)).toList();
  }

  private OptionalInt urgent() {
    return pending.stream()
        .filter(trial -> !waiting(trial).isEmpty())
        .min(Comparator.comparing(this::deadline))
        .map(trial -> OptionalInt.of(trial.unit()))
        .orElse(OptionalInt.empty());
  }

  private Instant deadline(Trial trial) {
    return waiting(trial).stream()
        .map(usage -> brackets.deadline(trial.unit(), usage))
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** The unit on which failures wait that go stale first; none if none waits. */
  BitSet whereItWaits() {
    BitSet on = new BitSet();
    if (units.several() && units.ownBrackets()) {
      urgent().ifPresent(on::set);
    }
    return on;
  }

  /**
   * Whether another trial before a control trial, of any usages, would let failures go stale. The
   * control may fail by chance, and then there has to be time for one more.
   */
  boolean controlIsDue(int nextUsages) {
    Duration ahead =
        brackets.duration(nextUsages).plus(brackets.duration(usages)).plus(brackets.duration(1));
    return pending.stream()
        .filter(trial -> !waiting(trial).isEmpty())
        .anyMatch(trial -> now.plus(ahead).isAfter(deadline(trial)));
  }

  /** Gives a usage up. */
  void lose(int usage) {
    lost.add(usage);
    pending.forEach(
        trial -> {
          if (trial.mark(usage) == Mark.PENDING) {
            trial.mark(usage, Mark.DROPPED);
          }
        });
    pending.removeIf(trial -> trial.usages(Mark.PENDING).isEmpty());
  }

  boolean lost(int usage) {
    return lost.contains(usage);
  }

  /** Those of a group that are not given up. */
  List<Integer> kept(List<Integer> group) {
    return group.stream().filter(usage -> !lost.contains(usage)).toList();
  }

  /** Failures of a usage with this destination alone blocked, those that wait included. */
  int failuresAlone(Candidate candidate, int usage) {
    long waiting =
        pending.stream()
            .filter(t -> t.alone(candidate.number()) && t.mark(usage) == Mark.PENDING)
            .count();
    return candidate.failedAlone(usage) + (int) waiting;
  }

  /** The units on which a usage failed with this destination alone blocked. */
  BitSet failedAloneOn(Candidate candidate, int usage) {
    BitSet on = new BitSet();
    log.stream()
        .filter(trial -> trial.alone(candidate.number()))
        .filter(t -> t.mark(usage) == Mark.FAILED || t.mark(usage) == Mark.PENDING)
        .forEach(trial -> on.set(trial.unit()));
    return on;
  }

  /** The units that have not shown yet that one of these usages fails alone. */
  BitSet elsewhere(Candidate candidate, Collection<Integer> some) {
    if (!units.several()) {
      return new BitSet();
    }
    BitSet others = (BitSet) units.active().clone();
    some.forEach(usage -> others.andNot(failedAloneOn(candidate, usage)));
    return others;
  }

  /** The units on which some of these usages never passed with all of this blocked. */
  BitSet lackingPass(BitSet blocked, Collection<Integer> all) {
    BitSet lacking = units.several() ? (BitSet) units.active().clone() : new BitSet();
    for (int unit : lacking.stream().toArray()) {
      boolean passed =
          all.stream()
              .allMatch(
                  usage ->
                      log.stream()
                          .anyMatch(
                              t ->
                                  t.unit() == unit
                                      && t.mark(usage) == Mark.PASSED
                                      && t.covers(blocked)));
      lacking.set(unit, !passed);
    }
    return lacking;
  }

  boolean waits(int destination) {
    return pending.stream().anyMatch(trial -> trial.blocks(destination));
  }

  boolean waits(BitSet any) {
    return pending.stream().anyMatch(trial -> trial.blocked().intersects(any));
  }

  List<Trial> log() {
    return log;
  }

  /** The same if the failures that still wait will count. */
  List<Trial> view() {
    return log.stream().map(Trial::ifItCounts).toList();
  }

  /** Failures that do not count. */
  int dropped() {
    return dropped;
  }

  /** Counts leaks of a destination. */
  static boolean givesUp(Candidate candidate) {
    return candidate.leaks(MOST_LEAKED);
  }

  boolean everPassed(int usage) {
    return brackets.everPassed(usage);
  }
}
