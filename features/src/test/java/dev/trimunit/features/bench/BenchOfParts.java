// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A bench of which no part but the gateway is ours: the device is Node-RED with its dashboard, its
 * plug npm's {@code tplink-smarthome-simulator}, its phone Appium with Chromium; beyond the gateway
 * are dnsmasq, mosquitto and nginx. What is written here only joins them.
 */
final class BenchOfParts extends Box {
  static final String BROKER = "broker.bulb.test";
  static final String WEATHER = "weather.vendor.test";

  /** Built into the kettle. */
  static final String PUSH = "api.pushover.net";

  static final Station BULB = new Station(new NamespaceName("bulb"), Network.LAN, 30);
  static final Station KETTLE = new Station(new NamespaceName("kettle"), Network.LAN, 31);
  static final Station PLUG = new Station(new NamespaceName("plug"), Network.LAN, 40);
  static final Station STRIP = new Station(new NamespaceName("strip"), Network.LAN, 41);
  static final Station TABLET = new Station(new NamespaceName("tablet"), Network.LAN, 50);
  private static final Station NEIGHBOUR =
      new Station(new NamespaceName("neighbour"), Network.LAN, 90);
  static final int APPIUM = 4723;

  private static final int LARGE = 4_000_000;

  /** The third one of a strip of APC. */
  private static final String OUTLET = ".1.3.6.1.4.1.318.1.1.4.4.2.1.3.3";

  private static final String NGINX =
      """
      user root root;
      daemon off;
      master_process off;
      pid %1$s/nginx.pid;
      error_log stderr warn;
      events { worker_connections 64; }
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        server {
          listen 8081;
          location / { return 200 "4 degrees"; }
          location = /large { alias %1$s/large; }
        }
      }
      """;

  private final Path folder;
  private final Faults faults;
  private final SuppliedDevice bulb;
  private final SuppliedDevice kettle;

  private BenchOfParts(Sandbox sandbox, Path folder, Faults faults) throws IOException {
    super(sandbox);
    this.folder = folder;
    this.faults = faults;
    this.bulb = bulb();
    this.kettle = kettle();
  }

  /**
   * What fails now and then: answers of the plug and its relay, taps and starts on the phone, the
   * DHCP server when the device gets power.
   *
   * @param percent of the operations of each
   * @param seed the same faults each time
   */
  record Faults(int percent, long seed) {
    static final Faults NONE = new Faults(0, 0);

    List<String> words() {
      return List.of(Integer.toString(percent), Long.toString(seed));
    }
  }

  /**
   * Builds it; no device has power yet.
   *
   * @param folder where its parts keep their files
   */
  static BenchOfParts open(Path folder, Faults faults) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Sandbox sandbox = Sandbox.open(Privilege.available());
    try {
      BenchOfParts bench = new BenchOfParts(sandbox, folder, faults);
      List<Station> stations = List.of(BULB, KETTLE, PLUG, STRIP, TABLET, NEIGHBOUR);
      Topology.build(sandbox, stations);
      for (Station device : List.of(BULB, KETTLE)) {
        bench.run(device.name(), "ip", "link", "set", "eth0", "down");
      }
      bench.internet();
      bench.strip();
      bench.await(bench.plug(), "ready");
      bench.await(bench.tablet(), "listener started");
      return bench;
    } catch (IOException | RuntimeException | InterruptedException e) {
      sandbox.close();
      throw e;
    }
  }

  private void internet() throws IOException {
    part(
        NamespaceName.INTERNET,
        "dnsmasq",
        List.of(
            "dnsmasq",
            "--no-daemon",
            "--conf-file=/dev/null",
            "--no-resolv",
            "--no-hosts",
            "--pid-file=",
            "--bind-interfaces",
            "--listen-address=" + Topology.INTERNET_RESOLVER,
            "--local-ttl=5",
            "--local=/test/", // no IPv6 addresses, instead of a refusal
            "--address=/" + BROKER + "/203.0.113.10",
            "--address=/" + WEATHER + "/203.0.113.20",
            "--address=/" + PUSH + "/203.0.113.30"));
    Path mosquitto =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            "user root\nlistener 1883 0.0.0.0\nallow_anonymous true\n");
    part(NamespaceName.INTERNET, "mosquitto", List.of("mosquitto", "-c", mosquitto.toString()));
    Files.write(folder.resolve("large"), new byte[LARGE]);
    Path nginx = Files.writeString(folder.resolve("nginx.conf"), NGINX.formatted(folder));
    part(
        NamespaceName.INTERNET,
        "nginx",
        List.of("nginx", "-p", folder.toString(), "-c", nginx.toString()));
  }

  private SuppliedDevice bulb() throws IOException {
    Path home = folder.resolve("bulb");
    return SuppliedDevice.at(
        BULB,
        home,
        List.of("flows.json", "settings.js"),
        "env TRIMUNIT_MODULES=%s HOME=%s %s %s --userDir %s --settings %s"
            .formatted(
                Parts.modules(),
                home,
                Parts.node(),
                Parts.module("node-red/red.js"),
                home,
                home.resolve("settings.js")));
  }

  private SuppliedDevice kettle() throws IOException {
    Path home = folder.resolve("kettle");
    return SuppliedDevice.at(
        KETTLE,
        home,
        List.of("config.json"),
        "env HOME=%s %s %s -I -Q -U %s -P %s --strict-plugin-resolution"
            .formatted(
                home,
                Parts.node(),
                Parts.module("homebridge/bin/homebridge.js"),
                home,
                Parts.modules()));
  }

  private Part plug() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Parts.node().toString());
    command.add(Parts.copy("plug.js", folder).toString());
    command.add(Parts.plugs().toString());
    command.add(bulb.on().toString());
    command.add(bulb.off().toString());
    command.addAll(faults.words());
    return part(PLUG.name(), "plug", command);
  }

  /** An agent of which one object is an outlet, and the relay behind it. */
  private void strip() throws IOException {
    Path settings =
        Files.writeString(
            folder.resolve("snmpd.conf"),
            """
            agentaddress udp:0.0.0.0:161
            [snmp] persistentDir %s
            rwcommunity private
            override -rw %s integer 2
            """
                .formatted(folder, OUTLET));
    part(
        STRIP.name(),
        "snmpd",
        List.of("snmpd", "-f", "-Lo", "-C", "-c", settings.toString(), "-I", "-smux"));
    part(
        STRIP.name(),
        "outlet",
        List.of(
            Parts.copy("outlet", folder).toString(),
            OUTLET,
            kettle.on().toString(),
            kettle.off().toString()));
  }

  private Part tablet() throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    boolean whole = faults.percent() == 0;
    if (!whole) {
      List<String> command = new ArrayList<>();
      command.add(Parts.node().toString());
      command.add(Parts.copy("tablet.js", folder).toString());
      command.addAll(List.of(Integer.toString(APPIUM), Integer.toString(APPIUM + 1)));
      command.addAll(faults.words());
      part(TABLET.name(), "tablet", command);
    }
    return part(
        TABLET.name(),
        "appium",
        List.of(
            "env",
            "APPIUM_HOME=" + Parts.phones(),
            "TMPDIR=" + temporary,
            "HOME=" + temporary,
            Parts.node().toString(),
            Parts.appium().toString(),
            "server",
            "--port",
            Integer.toString(whole ? APPIUM : APPIUM + 1),
            "--log-no-colors"));
  }

  private record Part(Process process, Path log) {}

  private Part part(NamespaceName where, String name, List<String> command) throws IOException {
    Path log = folder.resolve(name + ".log");
    return new Part(start(where, command, log), log);
  }

  private void await(Part part, String word) throws IOException, InterruptedException {
    while (!Files.readString(part.log()).contains(word)) {
      if (part.process().waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException(part.log() + ": " + Files.readString(part.log()));
      }
    }
  }

  /** Somebody else in the LAN begins to use what the bulb uses, and prints how that goes. */
  Path visit() throws IOException {
    return part(
            NEIGHBOUR.name(),
            "neighbour",
            List.of(
                "unshare",
                "--mount",
                "sh",
                Parts.copy("neighbour", folder).toString(),
                folder.toString(),
                Network.LAN.ipv4(1).toString(),
                "http://" + WEATHER + ":8081/large"))
        .log();
  }

  SuppliedDevice device(String id) {
    return id.equals("bulb") ? bulb : kettle;
  }

  /** What the tester wrote about it. */
  String file() throws IOException {
    return PartsFiles.bench(Parts.copy("hap", folder));
  }
}
