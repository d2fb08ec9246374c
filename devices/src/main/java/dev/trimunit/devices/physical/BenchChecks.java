// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.devices.physical.BenchFile.Network;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks whether a bench has what a run needs, and touches nothing. */
final class BenchChecks {
  private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");
  private final BenchFile file;
  private final List<String> missing = new ArrayList<>();

  private BenchChecks(BenchFile file) {
    this.file = file;
  }

  /**
   * Checks it.
   *
   * @param devices those that the run will use; empty if it may use all
   * @throws LabException with everything that is missing, a line each
   */
  static void require(BenchFile file, Set<String> devices) {
    BenchChecks checks = new BenchChecks(file);
    checks.programs();
    checks.rules();
    checks.lan(file.network());
    checks.upstream(file.network());
    checks.outlets(devices);
    if (!checks.missing.isEmpty()) {
      throw new LabException(
          "The physical lab of %s is not ready; nothing was touched:\n  - %s"
              .formatted(file.path(), String.join("\n  - ", checks.missing)));
    }
  }

  private void programs() {
    List<String> programs = new ArrayList<>(List.of("nft", "ip"));
    if (Privilege.here() == Privilege.ROOT) {
      programs.add("tcpdump");
    }
    if (file.dhcp().isPresent()) {
      programs.addAll(List.of("dnsmasq", "setpriv"));
    }
    List<String> lacks = Program.missing(programs);
    if (!lacks.isEmpty()) {
      missing.add(
          "this machine lacks %s: install Debian's nftables, iproute2, tcpdump, dnsmasq-base and util-linux"
              .formatted(String.join(", ", lacks)));
    }
  }

  /** A transaction that adds a table and removes it in the same breath changes nothing. */
  private void rules() {
    if (!Program.missing(List.of("nft")).isEmpty()) {
      return;
    }
    Program.Result said =
        Program.attempt(List.of("nft", "-c", "-f", "-"), "table inet trimunit_probe\n");
    if (said.exit() != 0) {
      missing.add("nft may not change rules here, run as root: " + said.complaint());
    }
  }

  private void lan(Network network) {
    Optional<NetworkInterface> lan = networkInterface("lan", network.lan());
    for (IpAddress address : network.addresses()) {
      if (lan.isPresent()
          && lan.get().getInterfaceAddresses().stream()
              .noneMatch(each -> address.value().equals(plain(each.getAddress())))) {
        missing.add(
            "%s does not have the address %s: ip addr add %2$s/%d dev %1$s"
                .formatted(network.lan(), address, address.isIpv6() ? 64 : 24));
      }
    }
  }

  /** Java remembers the interface in link-local addresses. */
  private static java.net.InetAddress plain(java.net.InetAddress address) {
    return IpAddress.of(address.getAddress()).value();
  }

  private void upstream(Network network) {
    networkInterface("upstream", network.upstream());
    try {
      if (!Files.readString(FORWARDING).strip().equals("1")) {
        missing.add("this machine forwards no packets: sysctl -w net.ipv4.ip_forward=1");
      }
    } catch (IOException e) {
      missing.add("whether this machine forwards packets cannot be read: " + e.getMessage());
    }
  }

  private Optional<NetworkInterface> networkInterface(String key, String name) {
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      if (found == null) {
        missing.add(
            "there is no interface %s ('%s'): this machine has %s".formatted(name, key, all()));
      } else if (!found.isUp()) {
        missing.add("%s ('%s') is down: ip link set %1$s up".formatted(name, key));
      }
      return Optional.ofNullable(found);
    } catch (SocketException e) {
      missing.add("%s ('%s') cannot be looked at: %s".formatted(name, key, e.getMessage()));
      return Optional.empty();
    }
  }

  private static String all() throws SocketException {
    return String.join(
        ", ",
        NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted().toList());
  }

  private void outlets(Set<String> used) {
    for (Map.Entry<String, BenchFile.Place> device : file.devices().entrySet()) {
      if (used.isEmpty() || used.contains(device.getKey())) {
        device.getValue().outlet().ifPresent(outlet -> answers(device.getKey(), outlet));
      }
    }
  }

  private void answers(String id, Outlet outlet) {
    try {
      outlet.isOn();
    } catch (LabFault e) {
      missing.add(
          "the supply of %s (%s) does not answer: %s"
              .formatted(id, outlet.words(), e.getMessage()));
    }
  }
}
