// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A bench as a tester has one, of namespaces instead of cables: a LAN with a bulb behind this box,
 * an Internet beyond it, a phone. The bulb is a process that two scripts start and kill; with its
 * power its cable goes dead.
 */
final class BenchOfNamespaces implements AutoCloseable {
  static final Station BULB = new Station(new NamespaceName("bulb"), Network.LAN, 30);

  private final Sandbox sandbox;
  private final Path scripts;
  private final String phone;

  private BenchOfNamespaces(Sandbox sandbox, Path scripts, String phone) {
    this.sandbox = sandbox;
    this.scripts = scripts;
    this.phone = phone;
  }

  static BenchOfNamespaces open(Path scripts) throws IOException {
    Sandbox sandbox = Sandbox.open(Privilege.available());
    try {
      Topology.build(sandbox, List.of(BULB));
      sandbox.start(
          NamespaceName.INTERNET,
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
              "--address=/" + ForeignBulb.BROKER + "/203.0.113.10",
              "--address=/" + ForeignBulb.WEATHER + "/203.0.113.20"));
      sandbox.start(
          NamespaceName.INTERNET,
          java(
              VendorServers.class,
              Integer.toString(ForeignBulb.BROKER_PORT),
              Integer.toString(ForeignBulb.WEATHER_PORT)));
      String bulb = "http://" + BULB.ipv4() + ":" + ForeignBulb.PORT + "/";
      Process owner =
          sandbox.start(NamespaceName.GATEWAY, java(OwnersPhone.class, "com.example.bulb", bulb));
      String phone = owner.inputReader(StandardCharsets.UTF_8).readLine();
      writeScripts(scripts);
      return new BenchOfNamespaces(sandbox, scripts, phone);
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  /** The bench file, as docs/bench.md explains it. */
  String file() {
    return """
        gateway:
          lan: %s
          address: %s
          upstream: %s
          dns: %s
          nat: yes
        devices:
          example-bulb:
            mac: %s
            address: %s
            power:
              control: command
              on: [%s]
              off: [%s]
              status: [%s]
              says-on: "on"
              says-off: "off"
              limit: 30 s
            ready: port %d
            start-up: 60 s
            settle: 0 s
            silence: 20 s
        phones:
          owner:
            vantage: LAN
            appium: %s
            kind: android
        """
        .formatted(
            Topology.LAN_BRIDGE,
            Network.LAN.ipv4(1),
            Topology.UPLINK,
            Topology.INTERNET_RESOLVER,
            BULB.mac(),
            BULB.ipv4(),
            scripts.resolve("on"),
            scripts.resolve("off"),
            scripts.resolve("status"),
            ForeignBulb.PORT,
            phone);
  }

  /** Starts a program on the box that is the bulb's router. */
  Process start(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(sandbox.inside(NamespaceName.GATEWAY, command))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  String run(String... command) {
    return sandbox.run(NamespaceName.GATEWAY, List.of(command), "");
  }

  static List<String> java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static void writeScripts(Path folder) throws IOException {
    String bulb =
        String.join(
            " ",
            Stream.concat(
                    java(ForeignBulb.class, Network.LAN.ipv4(1).toString()).stream(),
                    Stream.empty())
                .map(word -> "'" + word + "'")
                .toList());
    String inside = "nsenter --net=/run/netns/" + BULB.name();
    script(
        folder.resolve("on"),
        """
        [ -e pid ] && exit 0
        %1$s ip link set eth0 up
        %1$s ip route replace default via %2$s
        %1$s %3$s >>bulb.log 2>&1 </dev/null &
        echo $! > pid
        """
            .formatted(inside, Network.LAN.ipv4(1), bulb));
    script(
        folder.resolve("off"),
        """
        [ -e pid ] || exit 0
        %s ip link set eth0 down
        kill -9 "$(cat pid)"
        rm pid
        """
            .formatted(inside));
    script(folder.resolve("status"), "[ -e pid ] && echo on || echo off\n");
  }

  private static void script(Path file, String lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\ncd '" + file.getParent() + "'\n" + lines);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
