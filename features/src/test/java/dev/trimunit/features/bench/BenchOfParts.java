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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A bench of which no part but the gateway is ours: the device is Node-RED with its dashboard, its
 * plug npm's {@code tplink-smarthome-simulator}, its phone Appium with Chromium; beyond the gateway
 * are dnsmasq, mosquitto, nginx and chronyd. What is written here only joins them.
 */
final class BenchOfParts extends Box {
  static final Station BULB = new Station(new NamespaceName("bulb"), Network.LAN, 30);
  static final Station KETTLE = new Station(new NamespaceName("kettle"), Network.LAN, 31);
  static final Station CLOCK = new Station(new NamespaceName("clock"), Network.LAN, 32);
  static final Station PLUG = new Station(new NamespaceName("plug"), Network.LAN, 40);
  static final Station STRIP = new Station(new NamespaceName("strip"), Network.LAN, 41);
  static final Station HUB = new Station(new NamespaceName("hub"), Network.LAN, 42);
  static final Station TABLET = new Station(new NamespaceName("tablet"), Network.LAN, 50);
  static final Station NEIGHBOUR = new Station(new NamespaceName("neighbour"), Network.LAN, 90);
  static final int APPIUM = 4723;

  private final Path folder;
  private final Faults faults;
  private final Map<String, SuppliedDevice> devices = new LinkedHashMap<>();
  private final Map<String, Part> parts = new HashMap<>();

  private BenchOfParts(Sandbox sandbox, Path folder, Faults faults) throws IOException {
    super(sandbox);
    this.folder = folder;
    this.faults = faults;
    for (SuppliedDevice each : List.of(bulb(), kettle(), clock())) {
      devices.put(each.station().name().toString(), each);
    }
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
      List<Station> stations = List.of(BULB, KETTLE, CLOCK, PLUG, STRIP, HUB, TABLET, NEIGHBOUR);
      Topology.build(sandbox, stations);
      for (SuppliedDevice device : bench.devices.values()) {
        bench.run(device.station().name(), "ip", "link", "set", "eth0", "down");
      }
      PartsInternet.start(bench);
      PartsPlugs.start(bench);
      bench.await(bench.tablet(), "listener started");
      return bench;
    } catch (IOException | RuntimeException | InterruptedException e) {
      sandbox.close();
      throw e;
    }
  }

  /** Writes the settings of a broker that anybody may use. */
  static Path broker(Path file) throws IOException {
    return Files.writeString(file, "user root\nlistener 1883 0.0.0.0\nallow_anonymous true\n");
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
    Parts.copy("time", home);
    return SuppliedDevice.at(
        KETTLE,
        home,
        List.of("config.json"),
        "./time %s %s env HOME=%1$s %s %s -I -Q -U %1$s -P %s --strict-plugin-resolution"
            .formatted(
                home,
                PartsInternet.TIME,
                Parts.node(),
                Parts.module("homebridge/bin/homebridge.js"),
                Parts.modules()));
  }

  private SuppliedDevice clock() throws IOException {
    Path home = folder.resolve("clock");
    return SuppliedDevice.at(
        CLOCK,
        home,
        List.of("run", "sync", "tracking"),
        "./run %s %s".formatted(home, PartsInternet.TIME));
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

  record Part(NamespaceName where, List<String> command, Process process, Path log) {}

  Part part(NamespaceName where, String name, List<String> command) throws IOException {
    Path log = folder.resolve(name + ".log");
    Part part = new Part(where, command, start(where, command, log), log);
    parts.put(name, part);
    return part;
  }

  /** Takes a part off the bench. */
  void end(String name) throws InterruptedException {
    Process process = part(name).process();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  /** Puts it back, and waits until it has said that it is there. */
  void begin(String name, String said) throws IOException, InterruptedException {
    Part part = part(name);
    await(part(part.where(), name, part.command()), said);
  }

  boolean has(String name) {
    return parts.containsKey(name);
  }

  private Part part(String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }

  void await(Part part, String word) throws IOException, InterruptedException {
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
                "http://" + PartsInternet.WEATHER + ":8081/large"))
        .log();
  }

  /** Somebody else in the LAN uses a server without a pause, and prints when it does not answer. */
  Path flips(String name, int port, String how) throws IOException {
    return part(
            NEIGHBOUR.name(),
            "flips",
            List.of(
                Parts.node().toString(),
                Parts.copy("flips.js", folder).toString(),
                Network.LAN.ipv4(1).toString(),
                name,
                Integer.toString(port),
                how))
        .log();
  }

  /** Our DHCP server is a run's: between runs devices have their addresses from this one. */
  void serveAddresses() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dnsmasq",
                "--no-daemon",
                "--conf-file=/dev/null",
                "--port=0",
                "--pid-file=",
                "--dhcp-leasefile=" + folder.resolve("leases"),
                "--interface=" + Topology.LAN_BRIDGE,
                "--dhcp-option=option:dns-server," + Network.LAN.ipv4(1),
                "--dhcp-range=198.18.0.100,198.18.0.199,1h"));
    for (SuppliedDevice each : devices.values()) {
      command.add("--dhcp-host=" + each.station().mac() + "," + each.station().ipv4());
    }
    await(part(NamespaceName.GATEWAY, "addresses", command), "DHCP, IP range");
  }

  /** Where its parts keep their files. */
  Path folder() {
    return folder;
  }

  Faults faults() {
    return faults;
  }

  boolean hasPower(Collection<String> ids) {
    return ids.stream().allMatch(id -> device(id).hasPower());
  }

  SuppliedDevice device(String id) {
    return Objects.requireNonNull(devices.get(id), id);
  }

  /** What the tester wrote about it. */
  String file() throws IOException {
    return PartsFiles.bench(Parts.copy("hap", folder));
  }
}
