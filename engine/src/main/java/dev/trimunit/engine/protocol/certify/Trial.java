// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/** A trial that was run; its marks change while failures wait for a success. */
public final class Trial {
  private final int number;
  private final int unit;
  private final BitSet asked;
  private final BitSet untried;
  private final BitSet blocked;
  private final Instant end;
  private final List<Integer> usages;
  private final Mark[] marks;

  Trial(Answer answer, Ask ask, int allUsages) {
    this(answer, ask, 0, allUsages);
  }

  Trial(Answer answer, Ask ask, int unit, int allUsages) {
    this.unit = unit;
    number = answer.number();
    asked = (BitSet) ask.blocked().clone();
    untried = (BitSet) answer.untried().clone();
    blocked = (BitSet) asked.clone();
    blocked.andNot(answer.idle());
    end = answer.end();
    usages = List.copyOf(ask.usages());
    marks = new Mark[allUsages];
    java.util.Arrays.fill(marks, Mark.VOID);
    for (int at = 0; at < usages.size(); at++) {
      marks[usages.get(at)] = answer.marks().get(at);
    }
  }

  private Trial(Trial other) {
    number = other.number;
    unit = other.unit;
    asked = other.asked;
    untried = other.untried;
    blocked = other.blocked;
    end = other.end;
    usages = other.usages;
    marks = other.marks.clone();
  }

  /** What it will be if its failures that wait come to count. */
  Trial ifItCounts() {
    if (usages(Mark.PENDING).isEmpty()) {
      return this;
    }
    Trial counted = new Trial(this);
    usages(Mark.PENDING).forEach(usage -> counted.mark(usage, Mark.FAILED));
    return counted;
  }

  public int number() {
    return number;
  }

  /** On which unit it ran, from 0. */
  int unit() {
    return unit;
  }

  /** What the trial says about a usage; {@link Mark#VOID} if it was not tried. */
  public Mark mark(int usage) {
    return marks[usage];
  }

  /** Whether a destination was blocked, and the trial says something about that. */
  public boolean blocks(int destination) {
    return blocked.get(destination);
  }

  /** What was blocked, without that of which the trial says nothing. */
  BitSet blocked() {
    return blocked;
  }

  /** All that was blocked. */
  BitSet asked() {
    return asked;
  }

  /** The trial says nothing about a destination that it blocked, if the device did not try it. */
  void ignoreUntried(int destination) {
    if (untried.get(destination)) {
      blocked.clear(destination);
    }
  }

  /** Whether a destination was blocked and tried. */
  boolean met(int destination) {
    return asked.get(destination) && !untried.get(destination);
  }

  Instant end() {
    return end;
  }

  List<Integer> usages() {
    return usages;
  }

  List<Integer> usages(Mark mark) {
    return usages.stream().filter(usage -> marks[usage] == mark).toList();
  }

  void mark(int usage, Mark mark) {
    marks[usage] = mark;
  }

  /** Whether it says nothing about any usage. */
  boolean isVoid() {
    return usages.stream().allMatch(usage -> marks[usage] == Mark.VOID);
  }

  /** Whether every one of these was blocked, tried or not. */
  boolean covers(BitSet destinations) {
    BitSet missing = (BitSet) destinations.clone();
    missing.andNot(asked);
    return missing.isEmpty();
  }

  /** Whether nothing but these was blocked, as far as the trial tells. */
  boolean within(BitSet destinations) {
    BitSet more = (BitSet) blocked.clone();
    more.andNot(destinations);
    return more.isEmpty();
  }

  /** Whether exactly this destination was blocked, as far as the trial tells. */
  boolean alone(int destination) {
    return blocked.get(destination) && blocked.cardinality() == 1;
  }
}
