// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.CaptureSummary;
import dev.trimunit.devices.capture.HostTraffic;
import java.nio.file.Path;
import java.util.List;

/** How a result is written; the constants are what the option takes. */
enum ResultFormat {
  tsv("tsv"),
  json("json"),
  table("txt");

  final String ending;

  ResultFormat(String ending) {
    this.ending = ending;
  }

  String write(Path file, CaptureSummary capture, List<HostTraffic> hosts, AddressOwners owners) {
    return switch (this) {
      case tsv -> TsvResult.of(hosts);
      case json -> new JsonResult(owners).of(file, capture, hosts);
      case table -> new TableResult(owners).of(file, capture, hosts);
    };
  }
}
