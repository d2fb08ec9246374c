// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How something was in the runs of a device, one after the other. */
public final class TimeLine {
  /** A destination was not contacted in a run that would have seen it. */
  public static final String ABSENT = "not contacted";

  /** A destination was contacted, and nobody asked for a verdict. */
  public static final String NO_VERDICT = "no verdict";

  /** The run was limited to something else. */
  public static final String NOT_LOOKED = "not looked at";

  private final List<Span> spans = new ArrayList<>();

  /**
   * Runs in which it was the same.
   *
   * @param from the number of the first run of the device, from 0
   * @param to the number of the last one
   * @param evidence of the last one: the path of a bundle below the run's folder, or empty
   */
  public record Span(int from, int to, String state, String evidence) {
    /** How many runs. */
    public int runs() {
      return to - from + 1;
    }

    /** Whether it says something of the device. */
    public boolean isTelling() {
      return !state.equals(ABSENT) && !state.equals(NOT_LOOKED) && !state.equals(NO_VERDICT);
    }
  }

  void put(int visit, String state, String evidence) {
    int last = spans.size() - 1;
    if (last >= 0 && spans.get(last).state().equals(state) && spans.get(last).to() == visit - 1) {
      Span before = spans.get(last);
      spans.set(
          last,
          new Span(before.from(), visit, state, evidence.isEmpty() ? before.evidence() : evidence));
    } else {
      spans.add(new Span(visit, visit, state, evidence));
    }
  }

  /** In order; runs before the first had nothing to say of it. */
  public List<Span> spans() {
    return List.copyOf(spans);
  }

  /** As it was in the last run. */
  public Span last() {
    return spans.get(spans.size() - 1);
  }

  /** As it last was in a run that says something of it. */
  public Optional<Span> lastTelling() {
    return spans.stream().filter(Span::isTelling).reduce((a, b) -> b);
  }
}
