// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code named} is started with: a view and an empty response policy zone per station. */
final class BindFiles implements AutoCloseable {
  private static final int SECRET_OCTETS = 32;
  private static final Path RUN = Path.of("/run");
  private final Path folder;
  private final GatewaySettings settings;
  private final Map<Integer, String> secrets = new TreeMap<>();

  BindFiles(GatewaySettings settings) {
    this.settings = settings;
    SecureRandom random = new SecureRandom();
    for (Map.Entry<Integer, MacAddress> station : settings.firewall().stations().entrySet()) {
      byte[] secret = new byte[SECRET_OCTETS];
      random.nextBytes(secret);
      secrets.put(station.getKey(), Base64.getEncoder().encodeToString(secret));
    }
    try {
      Path parent = Files.isWritable(RUN) ? RUN : Path.of(System.getProperty("java.io.tmpdir"));
      var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      this.folder = Files.createTempDirectory(parent, "trimunit-bind-", ours);
      for (Integer mark : secrets.keySet()) {
        Files.writeString(folder.resolve(zone(mark) + ".zone"), EMPTY_ZONE);
      }
      Files.writeString(folder.resolve(NOT_BLOCKED + ".zone"), EMPTY_ZONE + PASSED);
      Files.writeString(config(), text());
    } catch (IOException e) {
      throw new LabFault("The files for BIND cannot be written: " + e.getMessage(), e);
    }
  }

  private static final String EMPTY_ZONE =
      "$TTL 10\n@ IN SOA localhost. root.localhost. 1 10 10 10 10\n@ IN NS localhost.\n";

  /** After a station's own policy zone, in every view: it passes whatever name is asked for. */
  private static final String NOT_BLOCKED = "not-blocked";

  private static final String PASSED = "* IN CNAME rpz-passthru.\n";

  Path config() {
    return folder.resolve("named.conf");
  }

  /** A station's policy zone, key and view all have this name. */
  static DnsName zone(int mark) {
    return DnsName.of("station" + mark);
  }

  String secret(int mark) {
    return secrets.getOrDefault(mark, "");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // named may be writing still; the folder is in /run or the system's temporary one
    }
  }

  private String text() {
    return lan()
        + options()
        + secrets.keySet().stream().map(this::view).collect(Collectors.joining())
        + "view \"strangers\" { match-clients { any; }; };\n";
  }

  /** Who is served, by any view: whoever the LAN's interface reaches, and this machine. */
  private String lan() {
    Stream<String> networks = new LanRange(settings.firewall().lan()).networks().stream();
    Stream<String> given = settings.addresses().keySet().stream().sorted().map(Object::toString);
    return "acl \"lan\" { localhost; %s};\n"
        .formatted(
            Stream.concat(networks, given).map(each -> each + "; ").collect(Collectors.joining()));
  }

  private String options() {
    return """
        options {
          directory "%s";
          pid-file none; session-keyfile none; lock-file none; managed-keys-directory ".";
          listen-on port %d { %s};
          listen-on-v6 port %2$d { %s};
          recursion yes; allow-query { "lan"; }; allow-recursion { "lan"; }; allow-query-cache { "lan"; };
          forward only; forwarders { %s};
          dnssec-validation no; empty-zones-enable no; servfail-ttl 0; max-cache-size 32M;
          notify no; querylog yes;
        };
        controls { };
        logging {
          channel said { stderr; severity info; print-category yes; print-severity yes; };
          category default { said; };
          category queries { said; };
          category rpz { said; };
          category update { null; };
          category lame-servers { null; };
        };
        """
        .formatted(
            folder,
            settings.firewall().resolverPort(),
            list(settings.listen().stream().filter(address -> !address.isIpv6())),
            list(settings.listen().stream().filter(IpAddress::isIpv6)),
            list(settings.upstreams().stream()));
  }

  /**
   * {@code min-update-interval 0}: a block would take effect up to a minute after BIND has said yes
   * to it otherwise. BIND matches the names that an answer leads through, too, until a policy
   * applies; so a second zone passes each name that is asked for and that the first does not have:
   * a device is refused what it asks for, and nothing that is only an alias of what is blocked.
   */
  private String view(int mark) {
    return """
        key "%1$s" { algorithm hmac-sha256; secret "%2$s"; };
        view "%1$s" {
          match-clients { key "%1$s"; %3$s};
          response-policy { zone "%1$s" min-update-interval 0; zone "%4$s" log no; }
            min-update-interval 0 qname-wait-recurse no break-dnssec yes;
          zone "%1$s" {
            type primary; file "%1$s.zone";
            allow-update { key "%1$s"; }; allow-query { key "%1$s"; };
          };
          zone "%4$s" { type primary; file "%4$s.zone"; allow-query { none; }; };
        };
        """
        .formatted(zone(mark), secret(mark), list(addresses(mark)), NOT_BLOCKED);
  }

  private Stream<IpAddress> addresses(int mark) {
    return settings.addresses().entrySet().stream()
        .filter(entry -> entry.getValue() == mark)
        .map(Map.Entry::getKey)
        .sorted();
  }

  /** Parsed addresses only: nothing in here is text from outside. */
  private static String list(Stream<IpAddress> addresses) {
    List<String> texts = addresses.map(address -> address + "; ").toList();
    return texts.isEmpty() ? "none; " : String.join("", texts);
  }
}
