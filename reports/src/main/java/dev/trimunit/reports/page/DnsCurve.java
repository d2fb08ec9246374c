// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.TrialText;
import dev.trimunit.reports.page.PageModel.DnsPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Unique names and queries over the time without power. */
final class DnsCurve {
  private DnsCurve() {}

  static List<DnsPoint> points(DeviceData data) {
    SortedMap<Duration, List<TrialRecord>> byOff = new TreeMap<>();
    data.trials().stream()
        .filter(trial -> trial.blocked().isEmpty() && !trial.off().isZero() && !trial.isVoid())
        .forEach(trial -> byOff.computeIfAbsent(trial.off(), off -> new ArrayList<>()).add(trial));
    List<DnsPoint> points = new ArrayList<>();
    byOff.forEach((off, trials) -> points.add(point(off, trials)));
    return points;
  }

  private static DnsPoint point(Duration off, List<TrialRecord> trials) {
    SortedSet<String> names = new TreeSet<>();
    trials.forEach(trial -> trial.dns().forEach(event -> names.add(event.question().text())));
    double queries = trials.stream().mapToInt(trial -> trial.dns().size()).average().orElse(0);
    return new DnsPoint(
        TrialText.duration(off),
        Math.max(1, off.toSeconds()),
        names.size(),
        String.format(Locale.ROOT, "%.1f", queries),
        String.join(", ", names));
  }
}
