// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.AgedTime;
import dev.trimunit.devices.emulated.ages.Authority;
import dev.trimunit.devices.emulated.ages.FakeTime;
import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.DnsName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The servers of a {@link PeerPlan}: nginx, mosquitto and chronyd, on every address at once. */
final class RealPeers {
  /** Where nginx finds the clouds behind it. */
  static final int CLOUDS_PORT = 18_080;

  private final Path folder;
  private final AgedTime aged;
  private final Map<String, Process> servers = new LinkedHashMap<>();

  private RealPeers(Path folder, AgedTime aged) {
    this.folder = folder;
    this.aged = aged;
  }

  /**
   * Starts them and does not wait.
   *
   * @param folder for settings, logs, key and certificate in PEM
   * @param aged the lab's time
   */
  static RealPeers start(Sandbox sandbox, PeerPlan plan, Path folder, AgedTime aged) {
    RealPeers peers = new RealPeers(folder, aged);
    try {
      Files.createDirectories(folder);
      if (!plan.web().isEmpty()) {
        Path settings = peers.write("nginx.conf", nginx(plan.web(), folder, aged.authority()));
        peers.start(sandbox, "nginx", "-p", folder.toString(), "-c", settings.toString());
      }
      if (!plan.queues().isEmpty()) {
        Path settings = peers.write("mosquitto.conf", mosquitto(plan.queues(), folder));
        peers.start(sandbox, "mosquitto", "-c", settings.toString());
      }
      if (plan.time()) {
        Path settings = peers.write("chrony.conf", CHRONY);
        // -x: this machine's clock is not theirs to set
        peers.start(sandbox, "chronyd", "-d", "-x", "-u", "root", "-f", settings.toString());
      }
      return peers;
    } catch (IOException e) {
      throw new LabException("The made-up Internet did not start: " + e.getMessage(), e);
    }
  }

  /**
   * Looks whether they still run.
   *
   * @throws LabFault with its last words, if one does not
   */
  void requireAlive() {
    servers.forEach(
        (program, process) -> {
          if (!process.isAlive()) {
            throw new LabFault(
                "%s of the made-up Internet ended with exit code %d: %s"
                    .formatted(program, process.exitValue(), lastLine(program)));
          }
        });
  }

  /** What the servers said last. */
  String lastWords() {
    return servers.keySet().stream()
        .map(program -> program + ": " + lastLine(program))
        .collect(Collectors.joining("; "));
  }

  private void start(Sandbox sandbox, String program, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(options));
    servers.put(
        program,
        Program.prepare(sandbox.inside(NamespaceName.INTERNET, aged.follow(command)))
            .redirectErrorStream(true)
            .redirectOutput(log(program).toFile())
            .start());
  }

  private Path log(String program) {
    return folder.resolve(program + ".log");
  }

  private String lastLine(String program) {
    try {
      List<String> lines = Files.readAllLines(log(program));
      return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "nothing";
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String nginx(
      SortedMap<Integer, Boolean> ports, Path folder, Optional<Authority> authority) {
    String listen =
        ports.entrySet().stream()
            .map(
                entry ->
                    "    listen %1$d%2$s; listen [::]:%1$d%2$s;\n"
                        .formatted(entry.getKey(), entry.getValue() ? " ssl" : ""))
            .collect(Collectors.joining());
    return """
        user root root;
        %5$sdaemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log stderr warn;
        events { worker_connections 1024; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          client_max_body_size 16m;
          client_body_buffer_size 1m;
          keepalive_timeout 3600s;
          keepalive_requests 1000000;
        %2$s  upstream clouds { server 127.0.0.1:%3$d; keepalive 64; }
          server {
        %4$s    location / {
              proxy_pass http://clouds;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_read_timeout 600s;
            }
          }
        }
        """
        .formatted(
            folder,
            certificates(folder, authority),
            CLOUDS_PORT,
            listen,
            // It forgets its environment, where what tells it the lab's time looks again and again.
            FakeTime.VARIABLES.stream().map("env %s;\n"::formatted).collect(Collectors.joining()));
  }

  /** One for everybody, but for servers whose dates somebody checks. */
  private static String certificates(Path folder, Optional<Authority> authority) {
    String certificate = folder.resolve(SelfSigned.CERTIFICATE).toString();
    String key = folder.resolve(SelfSigned.KEY).toString();
    if (authority.isEmpty()) {
      return "  ssl_certificate %s;\n  ssl_certificate_key %s;\n".formatted(certificate, key);
    }
    Authority signs = authority.get();
    StringBuilder maps = new StringBuilder("  map_hash_bucket_size 512;\n");
    maps.append(map("certificate", certificate, signs, host -> signs.shown(host)));
    maps.append(map("key", key, signs, host -> signs.key()));
    return maps + "  ssl_certificate $lab_certificate;\n  ssl_certificate_key $lab_key;\n";
  }

  private static String map(
      String what, String usual, Authority signs, Function<DnsName, Path> file) {
    return signs.hosts().stream()
        .map(host -> "    \"%s\" \"%s\";\n".formatted(host.text(), file.apply(host)))
        .collect(
            Collectors.joining(
                "",
                "  map $ssl_server_name $lab_%s {\n    default \"%s\";\n".formatted(what, usual),
                "  }\n"));
  }

  private static String mosquitto(SortedMap<Integer, Boolean> ports, Path folder) {
    String listeners =
        ports.entrySet().stream()
            .map(
                entry ->
                    "listener %d\n".formatted(entry.getKey())
                        + (entry.getValue()
                            ? "certfile %1$s/%2$s\nkeyfile %1$s/%3$s\n"
                                .formatted(folder, SelfSigned.CERTIFICATE, SelfSigned.KEY)
                            : ""))
            .collect(Collectors.joining());
    return "user root\nallow_anonymous true\npersistence false\nlog_dest stderr\n" + listeners;
  }

  private static final String CHRONY =
      """
      local stratum 2
      allow all
      cmdport 0
      bindcmdaddress /
      pidfile /run/trimunit-internet-chronyd.pid
      """;
}
