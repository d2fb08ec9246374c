// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The plugs of a {@link BenchOfParts}: one of Kasa, an outlet of a strip, and one behind a broker.
 */
final class PartsPlugs {
  /** The third one of a strip of APC. */
  private static final String OUTLET = ".1.3.6.1.4.1.318.1.1.4.4.2.1.3.3";

  /** What a plug calls itself at its broker. */
  static final String OF_THE_CLOCK = "clock_plug";

  private final BenchOfParts bench;

  private PartsPlugs(BenchOfParts bench) {
    this.bench = bench;
  }

  static void start(BenchOfParts bench) throws IOException, InterruptedException {
    PartsPlugs plugs = new PartsPlugs(bench);
    plugs.strip();
    plugs.hub();
    bench.await(plugs.plug(), "ready");
  }

  private BenchOfParts.Part plug() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Parts.node().toString());
    command.add(Parts.copy("plug.js", folder()).toString());
    command.add(Parts.plugs().toString());
    command.add(bench.device("bulb").on().toString());
    command.add(bench.device("bulb").off().toString());
    command.addAll(bench.faults().words());
    return bench.part(BenchOfParts.PLUG.name(), "plug", command);
  }

  /** An agent of which one object is an outlet, and the relay behind it. */
  private void strip() throws IOException {
    Path settings =
        Files.writeString(
            folder().resolve("snmpd.conf"),
            """
            agentaddress udp:0.0.0.0:161
            [snmp] persistentDir %s
            rwcommunity private
            override -rw %s integer 2
            """
                .formatted(folder().resolve("snmp"), OUTLET));
    bench.part(
        BenchOfParts.STRIP.name(),
        "snmpd",
        List.of("snmpd", "-f", "-Lo", "-C", "-c", settings.toString(), "-I", "-smux"));
    bench.part(
        BenchOfParts.STRIP.name(),
        "outlet",
        List.of(
            Parts.copy("outlet", folder()).toString(),
            OUTLET,
            bench.device("kettle").on().toString(),
            bench.device("kettle").off().toString()));
  }

  /** A broker in the LAN, and a plug that is connected to it. */
  private void hub() throws IOException {
    bench.part(
        BenchOfParts.HUB.name(),
        "hub",
        List.of("mosquitto", "-c", BenchOfParts.broker(folder().resolve("hub.conf")).toString()));
    bench.part(
        BenchOfParts.HUB.name(),
        "relay",
        List.of(
            Parts.copy("relay", folder()).toString(),
            BenchOfParts.HUB.ipv4().toString(),
            OF_THE_CLOCK,
            bench.device("clock").on().toString(),
            bench.device("clock").off().toString()));
  }

  /** Switches all on, as their owner does who tries them. */
  static void switchOn(BenchOfParts bench) throws InterruptedException {
    String kasa =
        """
        const crypto = require('%s/tplink-smarthome-crypto');
        const on = JSON.stringify({system: {set_relay_state: {state: 1}}});
        const socket = require('net').connect(9999, '%s', () => socket.write(crypto.encryptWithHeader(on)));
        socket.on('data', () => process.exit(0));
        """
            .formatted(Parts.plugs(), BenchOfParts.PLUG.ipv4());
    bench.run(Parts.node().toString(), "-e", kasa);
    String strip = BenchOfParts.STRIP.ipv4().toString();
    bench.run("snmpset", "-m", "", "-v", "2c", "-c", "private", strip, OUTLET, "i", "1");
    String hub = BenchOfParts.HUB.ipv4().toString();
    String told = "cmnd/" + OF_THE_CLOCK + "/POWER1";
    while (!bench.hasPower(List.of("bulb", "kettle", "clock"))) {
      bench.run("mosquitto_pub", "-h", hub, "-t", told, "-m", "ON"); // who listens may not yet
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private Path folder() {
    return bench.folder();
  }
}
