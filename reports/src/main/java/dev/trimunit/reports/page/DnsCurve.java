// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.TrialText;
import dev.trimunit.reports.page.PageModel.DnsPlot;
import dev.trimunit.reports.page.PageModel.DnsPoint;
import dev.trimunit.reports.page.PageModel.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Unique names and queries over the time without power, on a logarithmic time axis. */
final class DnsCurve {
  private static final int LEFT = 36;
  private static final int RIGHT = 420;
  private static final int TOP = 12;
  private static final int BOTTOM = 132;
  private static final int MARGIN = 12;

  private final List<Seen> seen = new ArrayList<>();
  private final int highest;

  /** What was seen after one duration. */
  private record Seen(Duration off, SortedSet<String> names, double queries) {}

  DnsCurve(DeviceData data) {
    SortedMap<Duration, List<TrialRecord>> byOff = new TreeMap<>();
    data.trials().stream()
        .filter(trial -> trial.blocked().isEmpty() && !trial.off().isZero() && !trial.isVoid())
        .forEach(trial -> byOff.computeIfAbsent(trial.off(), off -> new ArrayList<>()).add(trial));
    byOff.forEach((off, trials) -> seen.add(seen(off, trials)));
    double most =
        seen.stream().mapToDouble(at -> Math.max(at.queries(), at.names().size())).max().orElse(1);
    highest = Math.max(5, (int) Math.ceil(most / 5) * 5);
  }

  private static Seen seen(Duration off, List<TrialRecord> trials) {
    SortedSet<String> names = new TreeSet<>();
    trials.forEach(trial -> trial.dns().forEach(event -> names.add(event.question().text())));
    double queries = trials.stream().mapToInt(trial -> trial.dns().size()).average().orElse(0);
    return new Seen(off, names, queries);
  }

  List<DnsPoint> points() {
    return seen.stream().map(this::point).toList();
  }

  DnsPlot plot() {
    List<Fact> ticks = new ArrayList<>();
    for (int value : new int[] {0, highest / 2, highest}) {
      ticks.add(new Fact(Integer.toString(value), Integer.toString(y(value))));
    }
    return new DnsPlot(line(DnsPoint::yNames), line(DnsPoint::yQueries), ticks);
  }

  private DnsPoint point(Seen at) {
    return new DnsPoint(
        TrialText.duration(at.off()),
        at.names().size(),
        String.format(Locale.ROOT, "%.1f", at.queries()),
        String.join(", ", at.names()),
        x(at.off()),
        y(at.names().size()),
        y(at.queries()));
  }

  private String line(ToIntFunction<DnsPoint> y) {
    return points().stream()
        .map(point -> point.x() + "," + y.applyAsInt(point))
        .collect(Collectors.joining(" "));
  }

  private int x(Duration off) {
    double first = log(seen.get(0).off());
    double last = log(seen.get(seen.size() - 1).off());
    double share = last == first ? 0.5 : (log(off) - first) / (last - first);
    return (int) Math.round(LEFT + MARGIN + share * (RIGHT - LEFT - 2 * MARGIN));
  }

  private static double log(Duration off) {
    return Math.log((double) Math.max(1, off.toMillis()));
  }

  private int y(double value) {
    return (int) Math.round(BOTTOM - value / highest * (BOTTOM - TOP));
  }
}
