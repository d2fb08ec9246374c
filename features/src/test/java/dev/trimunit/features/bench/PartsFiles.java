// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import dev.trimunit.needs.Machine;
import java.nio.file.Path;
import java.util.Map;

/** What a tester writes about a {@link BenchOfParts}. */
final class PartsFiles {
  private static final Map<String, String> NAMES =
      Map.of("bulb", "Node-RED bulb", "kettle", "homebridge kettle", "clock", "chronyd clock");

  private PartsFiles() {}

  /**
   * @param hap what does as an app does that speaks HomeKit
   */
  static String bench(Path hap) {
    String bench =
        """
        gateway:
          lan: %s
          address: %s
          upstream: %s
          dns: %s
          nat: yes
        dhcp: {server: ours, first: 198.18.0.100, last: 198.18.0.199}
        devices:
          bulb:
            mac: %s
            address: %s
            power: {control: kasa, address: %s}
            ready: port 1880
            start-up: 30 s
            settle: 1 s
            silence: 8 s
            page: {LAN: "http://%6$s:1880/dashboard/bulb"}
            phones: {LAN: tablet}
          kettle:
            mac: %8$s
            address: %9$s
            power: {control: snmp, preset: apc, address: %10$s, outlet: 3, community: private}
            ready: port 51826
            start-up: 30 s
            settle: 1 s
            silence: 8 s
            phones: {LAN: hub}
          clock:
            mac: %11$s
            address: %12$s
            power: {control: mqtt, preset: tasmota, broker: %13$s, topic: %14$s}
            ready: port 80
            start-up: 30 s
            settle: 1 s
            silence: 8 s
            phones: {LAN: eye}
        """
            .formatted(
                Topology.LAN_BRIDGE,
                Network.LAN.ipv4(1),
                Topology.UPLINK,
                Topology.INTERNET_RESOLVER,
                BenchOfParts.BULB.mac(),
                BenchOfParts.BULB.ipv4(),
                BenchOfParts.PLUG.ipv4(),
                BenchOfParts.KETTLE.mac(),
                BenchOfParts.KETTLE.ipv4(),
                BenchOfParts.STRIP.ipv4(),
                BenchOfParts.CLOCK.mac(),
                BenchOfParts.CLOCK.ipv4(),
                BenchOfParts.HUB.ipv4(),
                PartsPlugs.OF_THE_CLOCK);
    return bench + phones(hap);
  }

  private static String phones(Path hap) {
    return """
        phones:
          tablet:
            vantage: LAN
            appium: http://%1$s:%2$d
            kind: browser
            capabilities:
              "appium:executable": %3$s
              "appium:autodownloadEnabled": false
              "goog:chromeOptions":
                binary: %4$s
                args: [--headless, --no-sandbox, --disable-gpu, --disable-quic, --no-first-run,
                  --disable-background-networking, --disable-component-update, --disable-sync]
          hub:
            vantage: LAN
            kind: program
            taps: {Power: [%5$s, %6$s, "on"]}
            status: [%5$s, %6$s, status]
            shows: {on: "1", off: "0"}
          eye:
            vantage: LAN
            kind: program
            taps: {Sync: [sh, -c, "curl -sf -m 8 http://%7$s/cgi-bin/sync || exit 1"]}
            status: [sh, -c, "curl -sf -m 8 http://%7$s/cgi-bin/tracking || exit 1"]
            shows: {on: Normal, off: Not synchronised}
        """
        .formatted(
            BenchOfParts.TABLET.ipv4(),
            BenchOfParts.APPIUM,
            Machine.program("chromedriver"),
            Machine.program("chromium"),
            hap,
            BenchOfParts.KETTLE.ipv4(),
            BenchOfParts.CLOCK.ipv4());
  }

  /** A clock has another button than the others. */
  static String clockSpec() {
    return """
        @device=clock
        Feature: A clock that somebody else made

          @functionality @LAN
          Scenario: telling the time
            Given the companion app shows the bulb off
            When "Sync" is tapped
            Then the companion app shows the bulb on

          Scenario Outline: <functionality> over <vantage> without <destination>
            Given the bulb is power-cycled
            When destination <destination> is blocked
            Then <functionality> succeeds
        """;
  }

  /** Device files: no models, and states are words on a page, or what a program prints. */
  static String device(String id) {
    return """
        name: %1$s
        noun: bulb
        manufacturer: Example
        parties: {bulb.test: first}
        app:
          package: %2$s
          states:
            off: {element: {label: "OFF", attribute: text, value: "OFF"}}
            on: {element: {label: "ON", attribute: text, value: "ON"}}
        """
        .formatted(NAMES.get(id), id);
  }
}
