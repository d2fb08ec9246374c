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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A bench of which no part but the gateway is ours: the device is Node-RED with its dashboard, its
 * plug npm's {@code tplink-smarthome-simulator}, its phone Appium with Chromium; beyond the gateway
 * are dnsmasq, mosquitto and nginx. What is written here only joins them.
 */
final class BenchOfParts extends Box {
  static final String BROKER = "broker.bulb.test";
  static final String WEATHER = "weather.vendor.test";

  private static final Station BULB = new Station(new NamespaceName("bulb"), Network.LAN, 30);
  private static final Station PLUG = new Station(new NamespaceName("plug"), Network.LAN, 40);
  private static final Station TABLET = new Station(new NamespaceName("tablet"), Network.LAN, 50);
  private static final int DASHBOARD = 1880;
  private static final int APPIUM = 4723;

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
        }
      }
      """;

  private final Path folder;

  private BenchOfParts(Sandbox sandbox, Path folder) {
    super(sandbox);
    this.folder = folder;
  }

  /**
   * Builds it; the device has no power yet.
   *
   * @param folder where its parts keep their files
   */
  static BenchOfParts open(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Sandbox sandbox = Sandbox.open(Privilege.available());
    BenchOfParts bench = new BenchOfParts(sandbox, folder);
    try {
      Topology.build(sandbox, List.of(BULB, PLUG, TABLET));
      bench.internet();
      bench.bulb();
      bench.await(bench.plug(), "ready");
      bench.await(bench.tablet(), "listener started");
      return bench;
    } catch (IOException | RuntimeException | InterruptedException e) {
      bench.close();
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
            "--address=/" + WEATHER + "/203.0.113.20"));
    Path mosquitto =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            "user root\nlistener 1883 0.0.0.0\nallow_anonymous true\n");
    part(NamespaceName.INTERNET, "mosquitto", List.of("mosquitto", "-c", mosquitto.toString()));
    Path nginx = Files.writeString(folder.resolve("nginx.conf"), NGINX.formatted(folder));
    part(
        NamespaceName.INTERNET,
        "nginx",
        List.of("nginx", "-p", folder.toString(), "-c", nginx.toString()));
  }

  /** Without an address and without power. */
  private void bulb() throws IOException {
    Path home = folder.resolve("bulb");
    for (String file : List.of("bulb/flows.json", "bulb/settings.js", "boot", "lease")) {
      Parts.copy(file, home);
    }
    supply(
        home,
        BULB,
        "env TRIMUNIT_MODULES=%s HOME=%s %s %s --userDir %s --settings %s"
            .formatted(
                Parts.modules(),
                home,
                Parts.node(),
                Parts.module("node-red/red.js"),
                home,
                home.resolve("settings.js")));
  }

  /** Two scripts that give a device its power, and take it away. */
  private void supply(Path home, Station station, String program) throws IOException {
    script(
        home.resolve("on"),
        """
        cd %1$s
        [ -e pid ] && exit 0
        unshare --net --mount --pid --fork --kill-child --mount-proc \\
          sh ./boot %2$s %1$s %3$s >>device.log 2>&1 </dev/null &
        echo $! > pid
        """
            .formatted(home, station.name(), program));
    script(
        home.resolve("off"),
        """
        cd %1$s
        [ -e pid ] || exit 0
        pid=$(cat pid)
        nsenter --net=/proc/$pid/ns/net ip link set eth0 netns %2$s
        kill -9 $pid
        rm pid
        """
            .formatted(home, station.name()));
    run(station.name(), "ip", "link", "set", "eth0", "down");
  }

  private static void script(Path file, String lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + lines);
    Parts.executable(file);
  }

  private Part plug() throws IOException {
    Path script = Parts.copy("plug.js", folder);
    Path home = folder.resolve("bulb");
    return part(
        PLUG.name(),
        "plug",
        List.of(
            Parts.node().toString(),
            script.toString(),
            Parts.plugs().toString(),
            home.resolve("on").toString(),
            home.resolve("off").toString()));
  }

  private Part tablet() throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
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
            "--address",
            TABLET.ipv4().toString(),
            "--port",
            Integer.toString(APPIUM),
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

  boolean hasPower() {
    return Files.exists(folder.resolve("bulb/pid"));
  }

  /** What the tester wrote about it. */
  String file() {
    return """
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
            ready: port %d
            start-up: 30 s
            settle: 1 s
            silence: 8 s
            page: {LAN: "http://%6$s:%8$d/dashboard/bulb"}
        phones:
          tablet:
            vantage: LAN
            appium: http://%s:%d
            kind: browser
            capabilities:
              "appium:executable": %s
              "appium:autodownloadEnabled": false
              "goog:chromeOptions":
                binary: %s
                args: [--headless, --no-sandbox, --disable-gpu, --disable-quic, --no-first-run,
                  --disable-background-networking, --disable-component-update, --disable-sync]
        """
        .formatted(
            Topology.LAN_BRIDGE,
            Network.LAN.ipv4(1),
            Topology.UPLINK,
            Topology.INTERNET_RESOLVER,
            BULB.mac(),
            BULB.ipv4(),
            PLUG.ipv4(),
            DASHBOARD,
            TABLET.ipv4(),
            APPIUM,
            dev.trimunit.needs.Machine.program("chromedriver"),
            dev.trimunit.needs.Machine.program("chromium"));
  }

  /** The bulb's device file: no model, and its states are words on its page. */
  static final Map<String, String> DEVICES =
      Map.of(
          "bulb",
          """
          name: Node-RED bulb
          noun: bulb
          manufacturer: Example
          parties: {bulb.test: first}
          app:
            package: dashboard
            states:
              off: {element: {label: "OFF", attribute: text, value: "OFF"}}
              on: {element: {label: "ON", attribute: text, value: "ON"}}
          """);
}
