// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.linux.LanRange;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.devices.physical.BenchFile.Dhcp;
import dev.trimunit.devices.physical.BenchFile.Network;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this machine must have and be, to be the devices' router. */
final class MachineChecks {
  private static final Path SETTINGS = Path.of("/proc/sys");
  private static final int DNS = 53;
  private final BenchReading bench;
  private final List<BenchLine> lines = new ArrayList<>();

  private MachineChecks(BenchReading bench) {
    this.bench = bench;
  }

  /** Looks at it, and changes nothing. */
  static List<BenchLine> look(BenchReading bench) {
    MachineChecks checks = new MachineChecks(bench);
    checks.programs();
    checks.rules();
    bench.network().ifPresent(checks::network);
    return checks.lines;
  }

  private void network(Network network) {
    Optional<NetworkInterface> lan = networkInterface("lan", network.lan());
    network.addresses().forEach(address -> lan.ifPresent(there -> address(there, address)));
    networkInterface("upstream", network.upstream());
    forwarding("packets", "net.ipv4.ip_forward");
    if (network.ipv6().isPresent()) {
      forwarding("IPv6 packets", "net.ipv6.conf.all.forwarding");
    }
    if (lan.isPresent()) {
      bench.dhcp().ifPresent(dhcp -> range(network.lan(), dhcp));
    }
  }

  private void good(String place, String says) {
    lines.add(BenchLine.good(place, says));
  }

  private void missing(String place, String says) {
    lines.add(BenchLine.missing(place, says));
  }

  private void programs() {
    List<String> programs = new ArrayList<>(List.of("nft", "ip", "setsid"));
    if (Privilege.here() == Privilege.ROOT) {
      programs.add("tcpdump");
    }
    if (bench.dhcp().isPresent()) {
      programs.addAll(List.of("dnsmasq", "setpriv"));
    }
    String place = bench.at(BenchFiles.GATEWAY);
    List<String> lacks = Program.missing(programs);
    if (lacks.isEmpty()) {
      good(place, "this machine has " + String.join(", ", programs));
    } else {
      missing(
          place,
          "this machine lacks %s: install Debian's nftables, iproute2, tcpdump, dnsmasq-base and util-linux"
              .formatted(String.join(", ", lacks)));
    }
  }

  /** Rules that are only checked change nothing. */
  private void rules() {
    if (!Program.missing(List.of("nft")).isEmpty()) {
      return;
    }
    String place = bench.at(BenchFiles.GATEWAY);
    Program.Result said =
        Program.attempt(List.of("nft", "-c", "-f", "-"), "table inet trimunit_probe\n");
    if (said.exit() == 0) {
      good(place, "nft may change rules here");
    } else {
      missing(place, "nft may not change rules here, run as root: " + said.complaint());
    }
  }

  private void address(NetworkInterface lan, IpAddress address) {
    String place = bench.at(BenchFiles.GATEWAY, "address");
    if (lan.getInterfaceAddresses().stream()
        .noneMatch(each -> address.value().equals(plain(each.getAddress())))) {
      missing(
          place,
          "%s does not have the address %s: ip addr add %2$s/%d dev %1$s"
              .formatted(lan.getName(), address, address.isIpv6() ? 64 : 24));
      return;
    }
    good(place, lan.getName() + " has the address " + address);
    port(place, address);
  }

  /** Java remembers the interface in link-local addresses. */
  private static InetAddress plain(InetAddress address) {
    return IpAddress.of(address.getAddress()).value();
  }

  /** Who binds it, has it; it is given back at once. */
  private void port(String place, IpAddress address) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(address.value(), DNS));
      good(place, "port 53 of %s is free for our resolver".formatted(address));
    } catch (BindException e) {
      // Root may bind every port, and the system speaks the user's language.
      boolean taken =
          String.valueOf(e.getMessage()).contains("in use")
              || System.getProperty("user.name", "").equals("root");
      lines.add(
          taken
              ? BenchLine.missing(
                  place,
                  "something else answers at port 53 of %s, where our resolver must: 'ss -lnup sport = :53' says what; stop it, or let it leave this address alone"
                      .formatted(address))
              : BenchLine.unknown(
                  place,
                  "whether port 53 of %s is free cannot be told, run as root: %s"
                      .formatted(address, e.getMessage())));
    } catch (SocketException e) {
      lines.add(
          BenchLine.unknown(
              place,
              "whether port 53 of %s is free cannot be told: %s"
                  .formatted(address, e.getMessage())));
    }
  }

  private void forwarding(String what, String setting) {
    String place = bench.at(BenchFiles.GATEWAY, "upstream");
    try {
      if (Files.readString(SETTINGS.resolve(setting.replace('.', '/'))).strip().equals("1")) {
        good(place, "this machine forwards " + what);
      } else {
        missing(place, "this machine forwards no %s: sysctl -w %s=1".formatted(what, setting));
      }
    } catch (IOException e) {
      lines.add(
          BenchLine.unknown(
              place,
              "whether this machine forwards %s cannot be read: %s"
                  .formatted(what, e.getMessage())));
    }
  }

  private Optional<NetworkInterface> networkInterface(String key, String name) {
    String place = bench.at(BenchFiles.GATEWAY, key);
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      if (found == null) {
        missing(
            place,
            "there is no interface %s ('%s'): this machine has %s".formatted(name, key, all()));
      } else if (!found.isUp()) {
        lines.add(isSwitchedOn(name) ? carrier(place, key, name) : down(place, key, name));
      } else {
        good(place, "%s ('%s') is up".formatted(name, key));
      }
      return Optional.ofNullable(found);
    } catch (SocketException e) {
      missing(place, "%s ('%s') cannot be looked at: %s".formatted(name, key, e.getMessage()));
      return Optional.empty();
    }
  }

  private static BenchLine down(String place, String key, String name) {
    return BenchLine.missing(place, "%s ('%s') is down: ip link set %1$s up".formatted(name, key));
  }

  /** A single device at its cable, without power, is no reason not to begin: it gets power. */
  private static BenchLine carrier(String place, String key, String name) {
    String words = "%s ('%s') is up, and nothing is heard at its cable: ".formatted(name, key);
    return key.equals("lan")
        ? BenchLine.unknown(
            place,
            words
                + "look whether the access point has power and is plugged in; a single device at that cable, without power, looks the same")
        : BenchLine.missing(place, words + "look at the cable and at what is behind it");
  }

  /** As 'ip link set … up' does it; Java calls only that up which has a cable, too. */
  private static boolean isSwitchedOn(String name) {
    Program.Result said = Program.attempt(List.of("ip", "-o", "link", "show", "dev", name), "");
    return said.out().matches("(?s)[^<]*<([^>]*,)?UP[,>].*");
  }

  private static String all() throws SocketException {
    return String.join(
        ", ",
        NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted().toList());
  }

  private void range(String lan, Dhcp dhcp) {
    LanRange range = new LanRange(lan);
    List<IpAddress> strange =
        List.of(dhcp.first(), dhcp.last()).stream().filter(each -> !range.contains(each)).toList();
    if (strange.isEmpty()) {
      good(
          bench.at("dhcp"),
          "%s to %s are addresses of %s".formatted(dhcp.first(), dhcp.last(), lan));
    } else {
      missing(
          bench.at("dhcp", strange.get(0).equals(dhcp.first()) ? "first" : "last"),
          "%s is in no network of %s, which has %s: give out addresses of that network"
              .formatted(strange.get(0), lan, String.join(", ", range.networks())));
    }
  }
}
