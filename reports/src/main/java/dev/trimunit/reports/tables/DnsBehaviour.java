// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.tables;

import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a device asks for after having been without power for so long, with nothing blocked. */
final class DnsBehaviour {
  private DnsBehaviour() {}

  static String csv(RunData run) {
    Csv csv = new Csv("device", "off_seconds", "trials", "unique_names", "queries", "names");
    run.devices().forEach(device -> rows(csv, device));
    return csv.toString();
  }

  private static void rows(Csv csv, DeviceData device) {
    SortedMap<Duration, List<TrialRecord>> byOff = new TreeMap<>();
    device.trials().stream()
        .filter(
            trial -> trial.blocked().isEmpty() && !trial.off().isZero() && trial.fault().isEmpty())
        .forEach(trial -> byOff.computeIfAbsent(trial.off(), off -> new ArrayList<>()).add(trial));
    byOff.forEach((off, trials) -> row(csv, device, off, trials));
  }

  private static void row(Csv csv, DeviceData device, Duration off, List<TrialRecord> trials) {
    SortedSet<String> names = new TreeSet<>();
    trials.forEach(trial -> trial.dns().forEach(event -> names.add(event.question().text())));
    long queries = trials.stream().mapToLong(trial -> trial.dns().size()).sum();
    csv.row(
        device.device().name(),
        off.toSeconds(),
        trials.size(),
        names.size(),
        queries,
        String.join(" ", names));
  }
}
