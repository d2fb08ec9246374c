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
import java.util.function.Function;
import java.util.stream.Collectors;

/** Unique names and queries over the time without power, on a logarithmic time axis. */
final class DnsCurve {
  static final int LEFT = 36;
  static final int RIGHT = 420;
  static final int TOP = 12;
  static final int BOTTOM = 132;

  /** What was seen after one duration. */
  private record Seen(Duration off, SortedSet<String> names, double queries) {}

  private DnsCurve() {}

  static List<DnsPoint> points(DeviceData data) {
    SortedMap<Duration, List<TrialRecord>> byOff = new TreeMap<>();
    data.trials().stream()
        .filter(trial -> trial.blocked().isEmpty() && !trial.off().isZero() && !trial.isVoid())
        .forEach(trial -> byOff.computeIfAbsent(trial.off(), off -> new ArrayList<>()).add(trial));
    List<Seen> all = new ArrayList<>();
    byOff.forEach((off, trials) -> all.add(seen(off, trials)));
    int top = top(all);
    return all.stream().map(seen -> point(seen, all, top)).toList();
  }

  private static Seen seen(Duration off, List<TrialRecord> trials) {
    SortedSet<String> names = new TreeSet<>();
    trials.forEach(trial -> trial.dns().forEach(event -> names.add(event.question().text())));
    double queries = trials.stream().mapToInt(trial -> trial.dns().size()).average().orElse(0);
    return new Seen(off, names, queries);
  }

  private static int top(List<Seen> all) {
    double most =
        all.stream()
            .mapToDouble(seen -> Math.max(seen.queries(), seen.names().size()))
            .max()
            .orElse(1);
    return Math.max(5, (int) Math.ceil(most / 5) * 5);
  }

  private static DnsPoint point(Seen seen, List<Seen> all, int top) {
    return new DnsPoint(
        TrialText.duration(seen.off()),
        seen.names().size(),
        String.format(Locale.ROOT, "%.1f", seen.queries()),
        String.join(", ", seen.names()),
        x(seen.off(), all),
        y(seen.names().size(), top),
        y(seen.queries(), top));
  }

  private static int x(Duration off, List<Seen> all) {
    double first = log(all.get(0).off());
    double last = log(all.get(all.size() - 1).off());
    double share = last == first ? 0.5 : (log(off) - first) / (last - first);
    return (int) Math.round(LEFT + 12 + share * (RIGHT - LEFT - 24));
  }

  private static double log(Duration off) {
    return Math.log(Math.max(1, off.toMillis()));
  }

  private static int y(double value, int top) {
    return (int) Math.round(BOTTOM - value / top * (BOTTOM - TOP));
  }

  static DnsPlot plot(List<DnsPoint> points) {
    int top = 5;
    for (DnsPoint point : points) {
      double most = Math.max(point.names(), Double.parseDouble(point.queries()));
      top = Math.max(top, (int) Math.ceil(most / 5) * 5);
    }
    List<Fact> ticks = new ArrayList<>();
    for (int value : new int[] {0, top / 2, top}) {
      ticks.add(new Fact(Integer.toString(value), Integer.toString(y(value, top))));
    }
    return new DnsPlot(
        line(points, DnsPoint::yNames), line(points, DnsPoint::yQueries), ticks, top);
  }

  private static String line(List<DnsPoint> points, Function<DnsPoint, Integer> y) {
    return points.stream()
        .map(point -> point.x() + "," + y.apply(point))
        .collect(Collectors.joining(" "));
  }
}
