// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.reports.history.DeviceHistory.Visit;
import dev.trimunit.reports.history.TimeLine.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A time line as the page draws it: every run of the device is as wide as every other.
 *
 * @param slots from left to right
 * @param words the same for whoever does not see it
 */
public record HistoryBar(List<Slot> slots, String words) {
  /** With more parts, neighbours become one: a bar is some hundred pixels wide. */
  private static final int PARTS = 80;

  /** So many are told in words. */
  private static final int TOLD = 6;

  private static final String MIXED = "several";
  private static final String BEFORE = "";

  /** A part: how wide in percent, what kind, what the pointer shows, what stands in it. */
  public record Slot(String width, String kind, String title, String label) {}

  public HistoryBar {
    slots = List.copyOf(slots);
  }

  static HistoryBar of(List<Span> spans, List<Visit> visits) {
    List<Span> all = new ArrayList<>();
    if (!spans.isEmpty() && spans.get(0).from() > 0) {
      all.add(new Span(0, spans.get(0).from() - 1, BEFORE, ""));
    }
    all.addAll(spans);
    List<Span> drawn = all.size() > PARTS ? coarse(all, visits.size()) : all;
    return new HistoryBar(
        drawn.stream().map(span -> slot(span, visits)).toList(), words(spans, visits));
  }

  private static Slot slot(Span span, List<Visit> visits) {
    return new Slot(
        String.format(Locale.ROOT, "%.3f", 100.0 * span.runs() / visits.size()),
        span.state().isEmpty() ? "before" : span.state().replace(' ', '-'),
        span.state().isEmpty() ? "" : when(span, visits) + ": " + span.state(),
        "");
  }

  private static String when(Span span, List<Visit> visits) {
    String from = HistoryPage.day(visits.get(span.from()));
    String to = HistoryPage.day(visits.get(span.to()));
    String runs = span.runs() == 1 ? "1 run" : span.runs() + " runs";
    return from.equals(to) ? from + ", " + runs : from + " to " + to + ", " + runs;
  }

  private static String words(List<Span> spans, List<Visit> visits) {
    List<String> words = new ArrayList<>();
    spans.stream().limit(TOLD).forEach(span -> words.add(when(span, visits) + ": " + span.state()));
    if (spans.size() > TOLD) {
      words.add("%d more".formatted(spans.size() - TOLD));
    }
    return String.join("; ", words);
  }

  /** As many runs in each part, or one more. */
  private static List<Span> coarse(List<Span> spans, int visits) {
    List<Span> parts = new ArrayList<>();
    int next = 0;
    for (int part = 0; part < PARTS; part++) {
      int from = (int) ((long) visits * part / PARTS);
      int to = (int) ((long) visits * (part + 1) / PARTS) - 1;
      if (to < from) {
        continue;
      }
      while (spans.get(next).to() < from) {
        next++;
      }
      Span first = spans.get(next);
      String state = first.to() >= to ? first.state() : MIXED;
      Span before = parts.isEmpty() ? null : parts.get(parts.size() - 1);
      if (before != null && before.state().equals(state)) {
        parts.set(parts.size() - 1, new Span(before.from(), to, state, ""));
      } else {
        parts.add(new Span(from, to, state, ""));
      }
    }
    return parts;
  }
}
