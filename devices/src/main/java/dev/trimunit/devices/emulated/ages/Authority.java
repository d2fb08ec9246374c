// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.devices.life.Certificates;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.model.DnsName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom devices trust that check dates: a certificate authority of the run's own, which gives each
 * of their servers one certificate after the other, by the lab's time. The work is openssl's. nginx
 * reads a certificate anew at each handshake, so that one is renewed by replacing its file.
 */
public final class Authority {
  private static final String SETTINGS =
      """
      [ca]
      default_ca = lab
      [lab]
      database = index.txt
      new_certs_dir = .
      rand_serial = yes
      default_md = sha256
      policy = any
      unique_subject = no
      certificate = authority.pem
      private_key = key.pem
      [any]
      commonName = supplied
      [authority]
      basicConstraints = critical,CA:TRUE
      [req]
      distinguished_name = name
      [name]
      """;

  private static final String SERVER =
      "[server]\nbasicConstraints = CA:FALSE\nsubjectAltName = DNS:%s\n";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Whatever a device takes for the time, it is not the authority that is too old. */
  private static final Instant NEVER = Instant.parse("2099-12-31T00:00:00Z");

  private final Path folder;
  private final Certificates certificates;
  private final List<DnsName> hosts;
  private final Map<DnsName, Long> shown = new HashMap<>();

  private Authority(Path folder, Certificates certificates, Collection<DnsName> hosts) {
    this.folder = folder;
    this.certificates = certificates;
    this.hosts = List.copyOf(hosts);
  }

  /** One that was made. */
  public static Authority in(Path folder, Certificates certificates, Collection<DnsName> hosts) {
    return new Authority(folder, certificates, hosts);
  }

  /** Makes one, with a key for itself and all servers. */
  public static Authority make(Path folder, Certificates certificates, Collection<DnsName> hosts) {
    Authority made = new Authority(folder, certificates, hosts);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("index.txt"), "");
      Files.writeString(made.settings("authority"), SETTINGS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> key = List.of("ecparam", "-name", "prime256v1", "-genkey", "-noout");
    made.openssl(key, "-out", made.key().toString());
    made.request("authority", "TrimUnit's lab");
    made.sign("authority", "authority", Instant.EPOCH, NEVER, List.of("-selfsign"));
    return made;
  }

  /** The authority's own certificate. */
  public Path root() {
    return folder.resolve("authority.pem");
  }

  /** The key of every server. */
  public Path key() {
    return folder.resolve("key.pem");
  }

  /** The servers that have certificates of it. */
  public List<DnsName> hosts() {
    return hosts;
  }

  /** The certificate that a server shows now. */
  public Path shown(DnsName host) {
    return folder.resolve(host.text() + ".shown.pem");
  }

  /** Gives each server the certificate that is its by then. */
  public synchronized void renew(Instant now) {
    for (DnsName host : hosts) {
      long number = certificates.number(host, now);
      if (!Long.valueOf(number).equals(shown.put(host, number))) {
        issue(host, number);
      }
    }
  }

  private void issue(DnsName host, long number) {
    String name = host.text();
    try {
      Files.writeString(settings(name), SETTINGS + SERVER.formatted(name));
      request(name, name);
      sign(
          name,
          "server",
          certificates.begins(host, number),
          certificates.ends(host, number),
          List.of());
      Files.move(
          folder.resolve(name + ".pem"),
          shown(host),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path settings(String name) {
    return folder.resolve(name + ".conf");
  }

  /** In the authority's folder, to which its settings are relative. */
  private void request(String name, String subject) {
    openssl(
        List.of("req", "-new", "-key", "key.pem", "-config", name + ".conf"),
        "-subj",
        "/CN=" + subject,
        "-out",
        name + ".csr");
  }

  private void sign(String name, String kind, Instant begins, Instant ends, List<String> more) {
    List<String> command = new ArrayList<>(List.of("ca", "-batch", "-notext", "-config"));
    command.addAll(List.of(name + ".conf", "-in", name + ".csr", "-extensions", kind));
    command.addAll(List.of("-startdate", DATE.format(begins), "-enddate", DATE.format(ends)));
    command.addAll(more);
    openssl(command, "-out", name + ".pem");
  }

  private void openssl(List<String> command, String... more) {
    List<String> all = new ArrayList<>(List.of("env", "--chdir=" + folder, "openssl"));
    all.addAll(command);
    all.addAll(List.of(more));
    Program.run(all, "");
  }
}
