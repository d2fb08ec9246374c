// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.tables;

import dev.trimunit.engine.endurance.Delay;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of lists that were blocked for days: a row per list, and one for what fails later. */
final class EnduranceTable {
  private EnduranceTable() {}

  static boolean isEmpty(RunData run) {
    return run.devices().stream().allMatch(device -> device.endured().isEmpty());
  }

  static String csv(RunData run) {
    Csv csv =
        new Csv(
            "device",
            "destinations",
            "usages",
            "result",
            "worked_up_to_days",
            "failed_at_days",
            "runs",
            "left_alone",
            "after_power_cut");
    for (DeviceData device : run.devices()) {
      device.endured().forEach(endured -> rows(csv, device.device().name(), endured));
    }
    return csv.toString();
  }

  private static void rows(Csv csv, String device, Endured endured) {
    csv.row(
        device,
        joined(endured.destinations()),
        "all",
        endured.holds() ? "held" : "not settled",
        days(endured.age().upTo()),
        "",
        endured.age().runs(),
        "",
        "");
    for (Delay delay : endured.delays()) {
      csv.row(
          device,
          joined(delay.destinations()),
          delay.usages().stream().map(Usage::toString).collect(Collectors.joining("; ")),
          delay.similar() ? "delayed" : "not settled",
          days(delay.how().from()),
          days(delay.how().until()),
          delay.runs(),
          delay.how().leftAlone(),
          delay.how().afterPowerCut());
    }
  }

  private static String joined(Collection<?> destinations) {
    return destinations.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String days(Duration age) {
    return String.format(Locale.ROOT, "%.2f", age.toMinutes() / 1_440.0);
  }
}
