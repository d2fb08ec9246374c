// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One device of a {@link BenchOfNamespaces} with its plug and its phone. The device is a process
 * that two scripts start and kill; with its power its cable goes dead. A third script says what the
 * plug believes. Each switching that changes something takes the next word of the file {@code
 * faults}, if there is one:
 *
 * <ul>
 *   <li>{@code lie}: nothing is switched, and the plug says that it was
 *   <li>{@code fail}: the program says that it could not
 *   <li>{@code slow}: it answers after the limit that the bench file sets
 * </ul>
 */
final class ShelfPlace {
  /** How long a plug may take, in seconds. */
  private static final int LIMIT = 6;

  private final String id;
  private final Station station;
  private final Path folder;
  private IpAddress resolver = Network.LAN.ipv4(1);
  private String phone = "";
  private String model;

  ShelfPlace(String id, Station station, Path folder) {
    this.id = id;
    this.station = station;
    this.folder = folder;
    this.model = id;
  }

  /** From its next start it is one more unit of another device. */
  void likeThoseOf(String device) throws IOException {
    model = device;
    writeScripts();
  }

  Station station() {
    return station;
  }

  /** Where its plug is. */
  Path folder() {
    return folder;
  }

  /** Without which it does not switch. */
  String broker() {
    return "broker." + model + ".test";
  }

  boolean hasPower() {
    return Files.exists(folder.resolve("pid"));
  }

  /** What the plug does the next times that it is told to switch. */
  void faults(List<String> words) throws IOException {
    Files.write(folder.resolve("faults"), words);
  }

  /** From its next start it reaches the Internet over IPv6 alone, by what it is advertised. */
  void speakSix() throws IOException {
    resolver = Network.LAN.ipv6(1);
    writeScripts();
  }

  /** Lays it out without power, and starts its owner's phone. */
  void begin(Sandbox sandbox) throws IOException {
    Files.createDirectories(folder);
    writeScripts();
    sandbox.run(station.name(), List.of("ip", "link", "set", "eth0", "down"), "");
    String bulb = "http://" + station.ipv4() + ":" + ForeignBulb.PORT + "/";
    Process owner =
        sandbox.start(NamespaceName.GATEWAY, Box.java(OwnersPhone.class, "com.example.bulb", bulb));
    phone = owner.inputReader(StandardCharsets.UTF_8).readLine();
  }

  /** As the bench file has it. */
  String written(Path plug) {
    return ("%s:%n%s".formatted(id, own(plug).indent(2))
            + """
              ready: port %d
              start-up: 30 s
              settle: 0 s
              silence: 8 s
            """
                .formatted(ForeignBulb.PORT))
        .indent(2);
  }

  /** As the bench file has it among the units of the device before it. */
  String writtenAsUnit() {
    return "units:%n  -%n%s".formatted(own(folder).indent(4)).indent(4);
  }

  private String own(Path plug) {
    return """
        mac: %s
        address: %s
        power:
          control: command
          on: [%s]
          off: [%s]
          status: [%s]
          says-on: "on"
          says-off: "off"
          limit: %d s
        phones: {LAN: of-%s}
        """
        .formatted(
            station.mac(),
            station.ipv4(),
            plug.resolve("on"),
            plug.resolve("off"),
            plug.resolve("status"),
            LIMIT,
            id);
  }

  /** The server of its phone. */
  String server() {
    return phone;
  }

  String phone() {
    return "  of-%s: {vantage: LAN, appium: \"%s\", kind: android, dismiss: [Later, id: close_rating]}\n"
        .formatted(id, phone);
  }

  private void writeScripts() throws IOException {
    String device =
        Box.java(ForeignBulb.class, resolver.toString(), broker()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    String inside = "nsenter --net=/run/netns/" + station.name();
    script(
        "on",
        """
        %4$s
        [ -e pid ] && exit 0
        %1$s ip link set eth0 up
        %1$s ip route replace default via %2$s
        %1$s %3$s >>device.log 2>&1 </dev/null 9>&- &
        echo $! > pid
        """
            .formatted(inside, Network.LAN.ipv4(1), device, fault("on")));
    script(
        "off",
        """
        %2$s
        [ -e pid ] || exit 0
        %1$s ip link set eth0 down
        kill -9 "$(cat pid)"
        rm pid
        """
            .formatted(inside, fault("off")));
    script("status", "cat said 2>/dev/null || echo off\n");
  }

  private static String fault(String wanted) {
    return """
        if [ -e pid ]; then is=on; else is=off; fi
        if [ $is != %2$s ] && [ -s faults ]; then
          fault=$(sed -n 1p faults)
          sed -i 1d faults
        fi
        [ "$fault" = fail ] && { echo 'no answer' >&2; exit 3; }
        [ "$fault" = slow ] && sleep %1$d
        exec 9>lock
        flock 9 # a relay does one thing at a time
        echo %2$s > said
        [ "$fault" = lie ] && exit 0"""
        .formatted(LIMIT + 3, wanted);
  }

  private void script(String name, String lines) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\ncd '" + folder + "'\n" + lines);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }
}
