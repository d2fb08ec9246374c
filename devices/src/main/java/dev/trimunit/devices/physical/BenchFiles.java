// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.files.Values;
import dev.trimunit.devices.physical.BenchFile.Dhcp;
import dev.trimunit.devices.physical.BenchFile.Network;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads bench files. */
final class BenchFiles {
  private static final Duration LEASE = Duration.ofHours(1);

  /** By this key a lab file is one of a bench. */
  static final String GATEWAY = "gateway";

  private BenchFiles() {}

  /**
   * Reads one.
   *
   * @param name its name in {@code labs/}, without ending
   * @param secretsOf reads the file of secrets that it names
   * @throws LabException with every fault, its line and near misses
   */
  static BenchFile read(LabFiles files, String name, Function<Optional<Path>, Secrets> secretsOf) {
    return BenchReading.of(files, name, secretsOf).file();
  }

  /** As a run reads them. */
  static Secrets secrets(Optional<Path> file) {
    Map<String, String> environment = System.getenv();
    return file.map(path -> Secrets.of(environment, path)).orElseGet(() -> Secrets.of(environment));
  }

  static boolean requireDevices(Section file) {
    if (file.sections("devices").isEmpty()) {
      throw file.missing("devices");
    }
    return true;
  }

  static Network network(Section gateway) {
    gateway.allow("lan", "address", "upstream", "dns", "nat");
    List<IpAddress> addresses = gateway.list("address", IpAddress::parse);
    if (addresses.stream().allMatch(IpAddress::isIpv6)) {
      throw gateway.fault(
          "'address' lacks this machine's IPv4 address on the LAN, at which devices ask for names",
          gateway.lineOf("address"));
    }
    List<IpAddress> dns = gateway.list("dns", IpAddress::parse);
    if (dns.isEmpty()) {
      throw gateway.missing("dns");
    }
    return new Network(
        gateway.required("lan", BenchFiles::networkInterface),
        addresses,
        gateway.required("upstream", BenchFiles::networkInterface),
        dns,
        gateway.optional("nat", Values::yesNo).orElse(false));
  }

  private static String networkInterface(String text) {
    if (!text.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,14}")) {
      throw new IllegalArgumentException("'" + text + "' is no interface name: see 'ip link'");
    }
    return text;
  }

  private enum Server {
    OURS,
    SOMEBODY_ELSE
  }

  static Optional<Dhcp> dhcp(Section dhcp) {
    dhcp.allow("server", "first", "last", "lease");
    if (dhcp.required("server", Values.word(Server.class)) == Server.SOMEBODY_ELSE) {
      for (String key : List.of("first", "last", "lease")) {
        if (dhcp.has(key)) {
          throw dhcp.fault(
              "'" + key + "' is for 'server: ours': somebody else decides", dhcp.lineOf(key));
        }
      }
      return Optional.empty();
    }
    return Optional.of(
        new Dhcp(
            dhcp.required("first", BenchFiles::ipv4),
            dhcp.required("last", BenchFiles::ipv4),
            dhcp.optional("lease", Values::duration).orElse(LEASE)));
  }

  private static IpAddress ipv4(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address.isIpv6()) {
      throw new IllegalArgumentException("'" + text + "' is no IPv4 address");
    }
    return address;
  }
}
