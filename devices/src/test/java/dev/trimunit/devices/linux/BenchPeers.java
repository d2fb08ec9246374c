// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The resolvers that {@link ResolverBenchmark} compares, each with the same blocked names, answered
 * by loopback addresses with everything below them, and the same upstream for the others.
 */
final class BenchPeers {
  private static final String LOCALHOST = "127.0.0.1";
  private final Path folder;
  private final int upstream;
  private final List<String> blocked;

  private static final String FORMER = System.getProperty("trimunit.bench.former", "");

  BenchPeers(Path folder, int upstream, List<String> blocked) {
    this.folder = folder;
    this.upstream = upstream;
    this.blocked = blocked;
  }

  /**
   * A resolver.
   *
   * @param program what must be installed; empty for ours
   * @param command how it is started
   */
  record Rival(String name, String program, int port, List<String> command) {}

  List<Rival> all(int port) throws IOException {
    List<Rival> all = new ArrayList<>();
    all.add(ours(port));
    if (!FORMER.isEmpty()) {
      all.add(former(port + 4));
    }
    all.addAll(List.of(bind(port + 1), unbound(port + 2), dnsmasq(port + 3)));
    return all;
  }

  /** Ours of another build, in the same run. */
  private Rival former(int port) throws IOException {
    List<String> command = new ArrayList<>(ours(port).command());
    command.set(command.indexOf("-cp") + 1, FORMER);
    return new Rival("trimunit, former", "", port, command);
  }

  private Rival ours(int port) throws IOException {
    Path names = write("blocked.txt", String.join("\n", blocked));
    List<String> arguments = List.of("policy", text(port), text(upstream), names.toString());
    return new Rival("trimunit", "", port, JavaProcess.lasting(BenchResolver.class, arguments));
  }

  private Rival bind(int port) throws IOException {
    String zone =
        "$TTL 10\n@ SOA localhost. root.localhost. 1 10 10 10 10\n@ NS localhost.\n"
            + each("%1$s A 127.0.0.1\n%1$s AAAA ::1\n*.%1$s A 127.0.0.1\n*.%1$s AAAA ::1\n");
    write("rpz.zone", zone);
    Path config =
        write(
            "named.conf",
            """
            options {
              directory "%1$s"; pid-file none; session-keyfile none; lock-file none;
              listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
              forwarders { 127.0.0.1 port %3$d; }; forward only; recursion yes;
              dnssec-validation no; querylog no; minimal-responses yes;
              response-policy { zone "rpz"; } qname-wait-recurse no;
            };
            controls { };
            zone "rpz" { type primary; file "rpz.zone"; };
            """
                .formatted(folder, port, upstream));
    return new Rival("bind9", "named", port, List.of("named", "-g", "-c", config.toString()));
  }

  private Rival unbound(int port) throws IOException {
    Path config =
        write(
            "unbound.conf",
            """
            server:
              interface: 127.0.0.1
              port: %2$d
              num-threads: 2
              so-reuseport: yes
              username: ""
              chroot: ""
              directory: "%1$s"
              pidfile: ""
              use-syslog: no
              do-daemonize: no
              do-not-query-localhost: no
              module-config: "iterator"
            %4$s
            remote-control:
              control-enable: no
            forward-zone:
              name: "."
              forward-addr: 127.0.0.1@%3$d
            """
                .formatted(
                    folder,
                    port,
                    upstream,
                    each(
                        """
                          local-zone: "%1$s." redirect
                          local-data: "%1$s. 10 A 127.0.0.1"
                          local-data: "%1$s. 10 AAAA ::1"
                        """)));
    return new Rival("unbound", "unbound", port, List.of("unbound", "-d", "-c", config.toString()));
  }

  private Rival dnsmasq(int port) throws IOException {
    Path config =
        write(
            "dnsmasq.conf",
            """
            port=%1$d
            listen-address=127.0.0.1
            bind-interfaces
            no-resolv
            no-hosts
            cache-size=20000
            local-ttl=10
            server=127.0.0.1#%2$d
            %3$s
            """
                .formatted(port, upstream, each("address=/%1$s/127.0.0.1\naddress=/%1$s/::1\n")));
    String user = System.getProperty("user.name");
    return new Rival(
        "dnsmasq",
        "dnsmasq",
        port,
        List.of("dnsmasq", "-k", "-C", config.toString(), "--user=" + user));
  }

  /** The process that all of them ask. */
  List<String> upstream(List<String> names) throws IOException {
    Path file = write("names.txt", String.join("\n", names));
    return JavaProcess.lasting(
        BenchResolver.class, List.of("upstream", text(upstream), file.toString()));
  }

  static String localhost() {
    return LOCALHOST;
  }

  private String each(String format) {
    return blocked.stream().map(format::formatted).collect(Collectors.joining());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text + "\n");
  }

  private static String text(int port) {
    return Integer.toString(port);
  }
}
