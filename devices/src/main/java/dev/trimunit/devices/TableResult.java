// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.Asked;
import dev.trimunit.devices.capture.CaptureSummary;
import dev.trimunit.devices.capture.HostTraffic;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import java.nio.file.Path;
import java.util.List;

/** For people: a block per host. */
final class TableResult {
  private final AddressOwners owners;

  TableResult(AddressOwners owners) {
    this.owners = owners;
  }

  String of(Path file, CaptureSummary capture, List<HostTraffic> hosts) {
    StringBuilder text = new StringBuilder();
    text.append(ConsoleText.line(file.toString())).append(": ").append(capture.counts().packets());
    text.append(" packets, ").append(hosts.size()).append(" hosts with destinations\n");
    for (HostTraffic host : hosts) {
      host(host, text);
    }
    return text.append('\n').toString();
  }

  private void host(HostTraffic host, StringBuilder text) {
    text.append("\n  ")
        .append(join(host.addresses()))
        .append("  ")
        .append(join(host.macs()))
        .append('\n');
    int width =
        host.destinations().stream()
            .mapToInt(o -> o.destination().toString().length())
            .max()
            .orElse(0);
    String row = "    %-" + Math.max(11, Math.min(width, 70)) + "s  %-14s %9s %11s %9s %11s%s%n";
    if (!host.destinations().isEmpty()) {
      text.append(
          String.format(row, "destination", "protocol", "sent", "bytes", "received", "bytes", ""));
    }
    for (Observation o : host.destinations()) {
      String names =
          o.serverNames().isEmpty() ? "" : "  shows " + String.join(", ", o.serverNames());
      text.append(
          String.format(
              row,
              o.destination(),
              o.protocol(),
              o.packetsSent(),
              o.bytesSent(),
              o.packetsReceived(),
              o.bytesReceived(),
              names + about(o.destination().host())));
    }
    if (!host.askedNotContacted().isEmpty()) {
      List<String> names =
          host.askedNotContacted().stream().map(Asked::name).map(Object::toString).toList();
      text.append("    asked, not contacted: ").append(String.join(", ", names)).append('\n');
    }
  }

  private String about(Host host) {
    if (host instanceof IpAddress address) {
      return owners.of(address).map(owner -> "  owner " + ConsoleText.line(owner)).orElse("");
    }
    return host instanceof DnsName name
        ? name.unicode().map(shown -> "  that is " + shown).orElse("")
        : "";
  }

  private static String join(Iterable<?> things) {
    StringBuilder text = new StringBuilder();
    things.forEach(thing -> text.append(text.length() == 0 ? "" : " ").append(thing));
    return text.toString();
  }
}
