// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.HostTraffic;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Observation;
import java.util.List;

/**
 * A line per destination: host address, name or bare address, transport, port ({@code -} for none),
 * packets sent, bytes sent, packets received, bytes received, protocol, server names (secondary
 * evidence).
 */
final class TsvResult {
  private TsvResult() {}

  static String of(List<HostTraffic> hosts) {
    StringBuilder text = new StringBuilder();
    for (HostTraffic host : hosts) {
      for (Observation seen : host.destinations()) {
        line(host, seen, text);
      }
    }
    return text.toString();
  }

  private static void line(HostTraffic host, Observation seen, StringBuilder text) {
    Destination to = seen.destination();
    text.append(host.addresses().first()).append('\t').append(cell(to.host()));
    text.append('\t').append(to.transport()).append('\t').append(to.hasPort() ? to.port() : "-");
    text.append('\t').append(seen.packetsSent()).append('\t').append(seen.bytesSent());
    text.append('\t').append(seen.packetsReceived()).append('\t').append(seen.bytesReceived());
    text.append('\t').append(seen.protocol()).append('\t');
    text.append(String.join(" ", seen.serverNames().stream().map(TsvResult::cell).toList()));
    text.append('\n');
  }

  private static String cell(Host host) {
    return cell(host.toString());
  }

  /**
   * Spreadsheets take a cell that starts with one of these for a formula. An escaped octet is the
   * same DNS name; a hyphen before nothing but letters, digits, dots and hyphens is harmless and
   * stays.
   */
  static String cell(String text) {
    char first = text.isEmpty() ? 'a' : text.charAt(0);
    boolean formula = first == '=' || first == '+' || first == '@';
    boolean hyphen = first == '-' && !text.matches("[a-zA-Z0-9._-]*");
    return formula || hyphen ? String.format("\\%03d", (int) first) + text.substring(1) : text;
  }
}
