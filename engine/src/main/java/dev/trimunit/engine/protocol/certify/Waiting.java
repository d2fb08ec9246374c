// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** The failures that wait for a success of their usage, and until when they may. */
final class Waiting {
  private final Units units;
  private final Brackets brackets;
  private final IntPredicate lost;
  private final List<Trial> pending = new ArrayList<>();
  private Instant now = Instant.MIN;
  private int dropped;

  /**
   * @param lost the usages that are given up
   */
  Waiting(Units units, Brackets brackets, IntPredicate lost) {
    this.units = units;
    this.brackets = brackets;
    this.lost = lost;
  }

  /** A trial was run; its failures wait from now on. */
  void add(Trial trial) {
    now = now.isAfter(trial.end()) ? now : trial.end();
    if (!trial.usages(Mark.PENDING).isEmpty()) {
      pending.add(trial);
    }
  }

  /**
   * A usage passed: its failures on that unit wait no longer.
   *
   * @param counted hears of those that count; the others are too old
   */
  void settle(Trial success, int usage, Consumer<Trial> counted) {
    boolean counts = !success.end().isAfter(brackets.deadline(success.unit(), usage));
    for (Trial failed : List.copyOf(pending)) {
      if (failed.mark(usage) == Mark.PENDING && brackets.same(failed.unit(), success.unit())) {
        failed.mark(usage, counts ? Mark.FAILED : Mark.DROPPED);
        dropped += counts ? 0 : 1;
        if (counts) {
          counted.accept(failed);
        }
      }
    }
    forget();
  }

  /** A usage is given up: what waits for it waits in vain. */
  void drop(int usage) {
    pending.stream()
        .filter(trial -> trial.mark(usage) == Mark.PENDING)
        .forEach(trial -> trial.mark(usage, Mark.DROPPED));
    forget();
  }

  private void forget() {
    pending.removeIf(trial -> trial.usages(Mark.PENDING).isEmpty());
  }

  /** The trials with such failures. */
  List<Trial> trials() {
    return pending;
  }

  /** The usages with failures that wait, on the unit on which they go stale first. */
  List<Integer> usages() {
    OptionalInt unit = urgent();
    return unit.isEmpty()
        ? List.of()
        : pending.stream()
            .filter(trial -> brackets.same(trial.unit(), unit.getAsInt()))
            .flatMap(trial -> usages(trial).stream())
            .distinct()
            .sorted()
            .toList();
  }

  private List<Integer> usages(Trial trial) {
    return trial.usages(Mark.PENDING).stream().filter(usage -> !lost.test(usage)).toList();
  }

  private OptionalInt urgent() {
    return pending.stream()
        .filter(trial -> !usages(trial).isEmpty())
        .min(Comparator.comparing(this::deadline))
        .map(trial -> OptionalInt.of(trial.unit()))
        .orElse(OptionalInt.empty());
  }

  private Instant deadline(Trial trial) {
    return usages(trial).stream()
        .map(usage -> brackets.deadline(trial.unit(), usage))
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** The unit on which failures wait that go stale first; none if none waits. */
  BitSet where() {
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
        brackets.duration(nextUsages).plus(brackets.durationOfAll()).plus(brackets.duration(1));
    return pending.stream()
        .filter(trial -> !usages(trial).isEmpty())
        .anyMatch(trial -> now.plus(ahead).isAfter(deadline(trial)));
  }

  /** Whether failures wait with a destination blocked. */
  boolean with(int destination) {
    return pending.stream().anyMatch(trial -> trial.blocks(destination));
  }

  /** Whether failures wait with any of these blocked. */
  boolean withAnyOf(BitSet destinations) {
    return pending.stream().anyMatch(trial -> trial.blocked().intersects(destinations));
  }

  /** Failures of a usage with this destination alone blocked, those that wait included. */
  int failuresAlone(Candidate candidate, int usage) {
    long waiting =
        pending.stream()
            .filter(t -> t.alone(candidate.number()) && t.mark(usage) == Mark.PENDING)
            .count();
    return candidate.failedAlone(usage) + (int) waiting;
  }

  /** How many failures waited too long, and do not count. */
  int dropped() {
    return dropped;
  }
}
