// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.tables;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes {@code tables/*.csv}; their columns are in {@code docs/results.md}. */
public final class Tables implements Report {
  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    output.write("tables/destinations.csv", destinations(run));
    output.write("tables/blockability.csv", blockability(run));
    output.write("tables/traffic.csv", traffic(run));
    output.write("tables/dns-behaviour.csv", DnsBehaviour.csv(run));
    output.write("tables/purposes.csv", PurposesTable.csv(run));
    if (!EnduranceTable.isEmpty(run)) {
      output.write("tables/endurance.csv", EnduranceTable.csv(run));
    }
  }

  private static String destinations(RunData run) {
    Csv csv =
        new Csv(
            "device",
            "experiment",
            "vantages",
            "destination",
            "transport",
            "port",
            "party",
            "first_contacted_in",
            "host_unicode",
            "domain",
            "organisation",
            "owner_reason");
    run.devices().forEach(device -> DestinationsTable.add(csv, device));
    return csv.toString();
  }

  private static String blockability(RunData run) {
    Csv csv =
        new Csv(
            "device",
            "vantage",
            "functionality",
            "destination",
            "transport",
            "port",
            "party",
            "verdict",
            "trials",
            "passed",
            "held",
            "evidence",
            "error_bound",
            "blockability",
            "partners",
            "lab",
            "reason",
            "host_unicode",
            "organisation");
    for (DeviceData device : run.devices()) {
      device.verdicts().forEach(verdict -> blockability(csv, run, device, verdict));
    }
    return csv.toString();
  }

  private static void blockability(Csv csv, RunData run, DeviceData device, Verdict verdict) {
    Destination destination = verdict.destination();
    csv.row(
        device.device().name(),
        verdict.usage().vantage(),
        verdict.usage().functionality(),
        destination.host(),
        destination.transport(),
        port(destination),
        device.party(destination).word(),
        verdict.kind(),
        verdict.trials(),
        verdict.passed(),
        verdict.held(),
        verdict.held() > 0 ? "HELD" : "NOT_EXERCISED",
        String.format(java.util.Locale.ROOT, "%.4g", verdict.errorBound()),
        device.blockability(destination).map(Object::toString).orElse(""),
        verdict.partners().stream().map(Object::toString).collect(Collectors.joining(" ")),
        run.lab().kind().word(),
        verdict.reason(),
        unicode(destination),
        device.owner(destination).organisation());
  }

  private static String traffic(RunData run) {
    Csv csv =
        new Csv(
            "device",
            "experiment",
            "destination",
            "protocol",
            "transport",
            "port",
            "party",
            "packets",
            "bytes",
            "packets_percent",
            "share_percent",
            "host_unicode",
            "organisation");
    for (DeviceData device : run.devices()) {
      traffic(csv, device, "power", DeviceData::isPowerExperiment);
      traffic(csv, device, "interaction", DeviceData::isInteractionExperiment);
    }
    return csv.toString();
  }

  private static void traffic(
      Csv csv, DeviceData device, String experiment, Predicate<TrialRecord> which) {
    Collection<Observation> seen = device.traffic(which).values();
    long packets = seen.stream().mapToLong(Observation::packets).sum();
    long bytes = seen.stream().mapToLong(Observation::bytes).sum();
    for (Observation observation : seen) {
      Destination destination = observation.destination();
      csv.row(
          device.device().name(),
          experiment,
          destination.host(),
          observation.protocol(),
          destination.transport(),
          port(destination),
          device.party(destination).word(),
          observation.packets(),
          observation.bytes(),
          Csv.percent(observation.packets(), packets),
          Csv.percent(observation.bytes(), bytes),
          unicode(destination),
          device.owner(destination).organisation());
    }
  }

  /** An internationalised name as people write it, where that deceives nobody. */
  static String unicode(Destination destination) {
    return destination.host() instanceof DnsName name ? name.unicode().orElse("") : "";
  }

  static Object port(Destination destination) {
    return destination.hasPort() ? destination.port() : "";
  }
}
