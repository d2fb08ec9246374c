// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.tables;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.purpose.DestinationPurpose;
import dev.trimunit.engine.purpose.RareFunctions.Tried;
import dev.trimunit.engine.purpose.Sign;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import java.util.List;
import java.util.stream.Collectors;

/** What destinations are for, what is exported, what is left out and why. */
final class PurposesTable {
  private PurposesTable() {}

  static String csv(RunData run) {
    Csv csv =
        new Csv(
            "device",
            "destination",
            "transport",
            "port",
            "purpose",
            "signs",
            "blockability",
            "in_verified_list",
            "exported",
            "left_out_because",
            "rare_tested",
            "rare_untested");
    for (DeviceData device : run.devices()) {
      SeldomUsed seldom = new SeldomUsed(run, device);
      device.destinations().forEach(destination -> row(csv, device, seldom, destination));
    }
    return csv.toString();
  }

  private static void row(Csv csv, DeviceData device, SeldomUsed seldom, Destination destination) {
    DestinationPurpose purpose = seldom.purpose(destination);
    List<Blocklist> lists = device.blocklists();
    boolean verified =
        !lists.isEmpty() && lists.get(lists.size() - 1).destinations().contains(destination);
    csv.row(
        device.device().name(),
        destination.host(),
        destination.transport(),
        Tables.port(destination),
        purpose.purpose().word(),
        purpose.signs().stream().map(Sign::words).collect(Collectors.joining("; ")),
        device.blockability(destination).map(Object::toString).orElse(""),
        yes(verified),
        yes(seldom.exported().contains(destination)),
        seldom.heldBack().containsKey(destination) ? purpose.sentence() : "",
        seldom.tried(destination).map(Tried::tested).map(PurposesTable::joined).orElse(""),
        seldom.tried(destination).map(Tried::untested).map(PurposesTable::joined).orElse(""));
  }

  private static String joined(List<String> words) {
    return String.join("; ", words);
  }

  private static String yes(boolean is) {
    return is ? "yes" : "no";
  }
}
