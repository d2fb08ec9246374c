// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

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

  private final Function<Ask, Answer> oracle;
  private final Constants constants;
  private final int usages;
  private final List<Trial> log = new ArrayList<>();
  private final List<Trial> pending = new ArrayList<>();
  private final List<Counted> listeners = new ArrayList<>();
  private final BiConsumer<Trial, Answer> answers;
  private final Instant[] lastPassed;
  private final int[] voids;
  private final TreeSet<Integer> lost = new TreeSet<>();
  private Instant now = Instant.MIN;
  private int dropped;
  private double units;
  private Duration spent = Duration.ZERO;
  private int mostTrials;

  TrialLog(
      Function<Ask, Answer> oracle,
      Constants constants,
      Instant[] lastPassed,
      int mostTrials,
      BiConsumer<Trial, Answer> answers) {
    this.oracle = oracle;
    this.constants = constants;
    this.lastPassed = lastPassed.clone();
    this.usages = lastPassed.length;
    this.mostTrials = mostTrials;
    this.answers = answers;
    voids = new int[usages];
  }

  void listen(Counted listener) {
    listeners.add(listener);
  }

  /** Allows for more trials. */
  void allow(int trials) {
    mostTrials += trials;
  }

  /** Runs a trial; failures wait until the usage passes again. */
  Trial run(Kind kind, BitSet blocked, List<Integer> tried, Duration pause) {
    if (log.size() >= mostTrials) {
      throw new Exhausted(mostTrials);
    }
    Ask ask = new Ask(kind, (BitSet) blocked.clone(), tried, pause);
    Answer answer = oracle.apply(ask);
    Trial trial = new Trial(answer, ask, usages);
    log.add(trial);
    now = answer.end();
    units += cost(tried.size());
    spent = spent.plus(Duration.between(answer.start(), answer.end()));
    answers.accept(trial, answer);
    read(trial, answer.leaked().isEmpty());
    return trial;
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
    settle(usage, trial.end());
    lastPassed[usage] = trial.end();
    count(trial, usage, true);
  }

  private void settle(int usage, Instant time) {
    boolean counts = !time.isAfter(deadline(usage));
    for (Trial failed : List.copyOf(pending)) {
      if (failed.mark(usage) == Mark.PENDING) {
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

  /** Until when a success still makes the usage's waiting failures count. */
  private Instant deadline(int usage) {
    Instant last = lastPassed[usage];
    return last.equals(Instant.MIN) ? last : last.plus(bracket());
  }

  /** A bracket holds at least a few trials, however long one takes. */
  private Duration bracket() {
    Duration few = duration(usages).multipliedBy(4);
    return few.compareTo(constants.bracket()) > 0 ? few : constants.bracket();
  }

  /** How long a trial takes, as trials took so far. */
  private Duration duration(int tried) {
    double unit = units == 0 ? 300 : spent.toSeconds() / units;
    return Duration.ofSeconds(Math.round(unit * cost(tried)));
  }

  /** The failures that wait for a success. */
  List<Trial> pending() {
    return pending;
  }

  /** The usages with failures that wait. */
  List<Integer> waiting() {
    TreeSet<Integer> waiting = new TreeSet<>();
    pending.forEach(trial -> waiting.addAll(trial.usages(Mark.PENDING)));
    waiting.removeAll(lost);
    return List.copyOf(waiting);
  }

  /**
   * Whether another trial before a control trial, of any usages, would let failures go stale. The
   * control may fail by chance, and then there has to be time for one more.
   */
  boolean controlIsDue(int nextUsages) {
    Duration ahead = duration(nextUsages).plus(duration(usages)).plus(duration(1));
    return waiting().stream().anyMatch(usage -> now.plus(ahead).isAfter(deadline(usage)));
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
    return !Arrays.asList(lastPassed).get(usage).equals(Instant.MIN);
  }
}
