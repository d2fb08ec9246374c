// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.protocol.certify.Mark;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A trial of the night; its marks change while failures wait for a pass. */
public final class NightTrial {
  private final int number;
  private final BitSet blocked;
  private final Instant end;
  private final Mark[] marks;

  NightTrial(Heard heard, BitSet blocked, List<Integer> tried, int usages) {
    number = heard.number();
    this.blocked = (BitSet) blocked.clone();
    end = heard.end();
    marks = new Mark[usages];
    Arrays.fill(marks, Mark.VOID);
    for (int at = 0; at < tried.size(); at++) {
      marks[tried.get(at)] = heard.marks().get(at);
    }
  }

  public int number() {
    return number;
  }

  /** What was blocked. */
  public BitSet blocked() {
    return (BitSet) blocked.clone();
  }

  /** Whether exactly this was blocked. */
  boolean blocks(BitSet exactly) {
    return blocked.equals(exactly);
  }

  Instant end() {
    return end;
  }

  public Mark mark(int usage) {
    return marks[usage];
  }

  void mark(int usage, Mark mark) {
    marks[usage] = mark;
  }

  boolean waits() {
    return Arrays.asList(marks).contains(Mark.PENDING);
  }

  /** The usages whose mark is this one. */
  public BitSet usages(Mark mark) {
    BitSet found = new BitSet();
    for (int j = 0; j < marks.length; j++) {
      found.set(j, marks[j] == mark);
    }
    return found;
  }

  /** The usages that failed: as far as that counts, or if all that waits will count. */
  BitSet failed(boolean ifWhatWaitsCounts) {
    BitSet failed = usages(Mark.FAILED);
    if (ifWhatWaitsCounts) {
      failed.or(usages(Mark.PENDING));
    }
    return failed;
  }
}
