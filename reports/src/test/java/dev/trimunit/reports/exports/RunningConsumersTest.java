// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import static dev.trimunit.reports.exports.Resolver.A;
import static dev.trimunit.reports.exports.Resolver.AAAA;
import static dev.trimunit.reports.exports.Resolver.HTTPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.needs.Machine;
import dev.trimunit.needs.Needs;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleDevice;
import dev.trimunit.reports.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The servers that exported lists are for, with such a list, asked by the device (127.0.0.1) and by
 * another one (127.0.0.2): blocked is exactly what the file promises; all else is answered as the
 * Internet has it.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class RunningConsumersTest {
  private static final String DEVICE = "127.0.0.1";
  private static final String ANOTHER = "127.0.0.2";
  private static final List<String> NEIGHBOURS =
      List.of(
          "cloud.example",
          "api.g.example",
          "alias-of-edge.example",
          "pool.ntp.example",
          "ntp.example.example",
          "xntp.example");

  @TempDir Path folder;
  private OpenInternet internet;

  @BeforeEach
  void open() throws IOException {
    internet = new OpenInternet();
  }

  @AfterEach
  void close() throws InterruptedException {
    internet.close();
  }

  /** The bulb needs its cloud; the log server's name also stands for something that it needs. */
  private Path exported(String name) throws IOException {
    SampleDevice bulb =
        new SampleDevice("bulb", "Bulb", "bulb")
            .contacts("cloud.example:443/tcp", Party.FIRST)
            .contacts("ntp.example:123/udp", Party.SUPPORT)
            .contacts("ads.tracker.example:443/tcp", Party.THIRD)
            .contacts("alias-of-edge.example:443/tcp", Party.FIRST)
            .contacts("edge.example:443/tcp", Party.SUPPORT)
            .alias("alias-of-edge.example", "edge.example")
            .contacts("shard*.g.example:443/tcp", Party.THIRD)
            .contacts("api.g.example:443/tcp", Party.FIRST)
            .contacts("both.example:443/tcp", Party.FIRST)
            .contacts("both.example:80/tcp", Party.FIRST)
            .needs(
                "switching on",
                Set.of(Vantage.LAN),
                "cloud.example:443/tcp",
                "alias-of-edge.example:443/tcp",
                "api.g.example:443/tcp",
                "both.example:443/tcp");
    SampleRun run = new SampleRun(List.of(bulb), 2, LabKind.SIMULATED, List.of());
    String text =
        MemoryOutput.of(new Exports(), MemoryOutput.data(run)).text("exports/bulb/" + name);
    return Files.writeString(folder.resolve(name), text);
  }

  /** Twice: what is kept may be answered otherwise than what comes from the Internet. */
  private static void assertOpen(Resolver server, String client, List<String> names)
      throws IOException {
    for (String name : names) {
      for (int i = 0; i < 2; i++) {
        assertThat(server.ask(client, name, A)).as(name).isEqualTo(OpenInternet.ADDRESS);
      }
    }
  }

  @Test
  @Needs(programs = "named")
  void bind_answers_the_device_s_view_as_the_zone_says() throws Exception {
    exported("rpz.zone");
    int port = Resolver.freePort();
    Files.writeString(
        folder.resolve("named.conf"),
        """
        options {
          directory "%s"; pid-file none; session-keyfile none; recursion yes;
          listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; };
          forwarders { 127.0.0.1 port %d; }; forward only;
          dnssec-validation no; empty-zones-enable no; notify no;
        };
        controls {};
        view "bulb" {
          match-clients { 127.0.0.1; };
          response-policy { zone "bulb.rpz.invalid"; } qname-wait-recurse no;
          zone "bulb.rpz.invalid" { type primary; file "rpz.zone"; };
        };
        view "others" { match-clients { any; }; };
        """
            .formatted(folder, port, internet.port()));
    String named = Machine.program("named");
    try (Resolver server =
        new Resolver(
            folder, port, named, "-g", "-n", "1", "-c", folder.resolve("named.conf").toString())) {
      server.await(DEVICE, "ntp.example", A, "no such name");
      for (int type : new int[] {A, AAAA, HTTPS}) {
        assertThat(server.ask(DEVICE, "ntp.example", type)).isEqualTo("no such name");
        assertThat(server.ask(DEVICE, "ads.tracker.example", type)).isEqualTo("no such name");
        assertThat(server.ask(DEVICE, "shard17.g.example", type)).isEqualTo("no such name");
      }
      assertOpen(server, DEVICE, NEIGHBOURS);
      assertOpen(server, DEVICE, List.of("both.example", "tracker.example"));
      assertOpen(server, ANOTHER, List.of("ntp.example", "ads.tracker.example"));
    }
  }

  @Test
  @Needs(programs = "unbound")
  void unbound_answers_the_device_s_view_as_the_file_says() throws Exception {
    Path list = exported("unbound.conf");
    int port = Resolver.freePort();
    Files.writeString(
        folder.resolve("server.conf"),
        """
        server:
          interface: 127.0.0.1@%d
          do-daemonize: no
          username: ""
          chroot: ""
          directory: "%s"
          pidfile: ""
          use-syslog: no
          module-config: "iterator"
          access-control: 127.0.0.0/8 allow
          access-control-view: 127.0.0.1/32 "bulb"
          do-not-query-localhost: no
        forward-zone:
          name: "."
          forward-addr: 127.0.0.1@%d
        remote-control:
          control-enable: no
        include: "%s"
        """
            .formatted(port, folder, internet.port(), list));
    String unbound = Machine.program("unbound");
    try (Resolver server =
        new Resolver(folder, port, unbound, "-d", "-c", folder.resolve("server.conf").toString())) {
      assertThat(server.ask(DEVICE, "ntp.example", A)).isEqualTo("0.0.0.0");
      assertThat(server.ask(DEVICE, "ntp.example", AAAA)).isEqualTo("0:0:0:0:0:0:0:0");
      assertThat(server.ask(DEVICE, "ntp.example", HTTPS)).isEqualTo("no data");
      assertThat(server.ask(DEVICE, "ads.tracker.example", A)).isEqualTo("0.0.0.0");
      assertThat(server.ask(DEVICE, "shard17.g.example", A)).isEqualTo("0.0.0.0");
      assertThat(server.ask(DEVICE, "shard17.g.example", AAAA)).isEqualTo("0:0:0:0:0:0:0:0");
      assertOpen(server, DEVICE, NEIGHBOURS);
      assertOpen(server, DEVICE, List.of("both.example", "tracker.example"));
      assertOpen(server, ANOTHER, List.of("ntp.example", "ads.tracker.example"));
    }
  }

  /** Unbound matches a policy zone against aliases, too; its views it does not. */
  @Test
  @Needs(programs = "unbound")
  void unbound_answers_as_the_policy_zone_says() throws Exception {
    Path zone = exported("rpz.zone");
    int port = Resolver.freePort();
    Files.writeString(
        folder.resolve("server.conf"),
        """
        server:
          interface: 127.0.0.1@%d
          do-daemonize: no
          username: ""
          chroot: ""
          directory: "%s"
          pidfile: ""
          use-syslog: no
          module-config: "respip iterator"
          access-control: 127.0.0.0/8 allow
          do-not-query-localhost: no
        forward-zone:
          name: "."
          forward-addr: 127.0.0.1@%d
        rpz:
          name: "bulb.rpz.invalid"
          zonefile: "%s"
        remote-control:
          control-enable: no
        """
            .formatted(port, folder, internet.port(), zone));
    String unbound = Machine.program("unbound");
    try (Resolver server =
        new Resolver(folder, port, unbound, "-d", "-c", folder.resolve("server.conf").toString())) {
      for (int type : new int[] {A, AAAA, HTTPS}) {
        assertThat(server.ask(DEVICE, "ntp.example", type)).isEqualTo("no such name");
        assertThat(server.ask(DEVICE, "ads.tracker.example", type)).isEqualTo("no such name");
        assertThat(server.ask(DEVICE, "shard17.g.example", type)).isEqualTo("no such name");
      }
      assertOpen(server, DEVICE, NEIGHBOURS);
      assertOpen(server, DEVICE, List.of("both.example", "tracker.example"));
    }
  }

  @Test
  @Needs(programs = "dnsmasq")
  void dnsmasq_answers_everybody_as_the_file_says() throws Exception {
    assertDnsmasq("--conf-file=" + exported("dnsmasq.conf"), "0.0.0.0");
  }

  @Test
  @Needs(programs = "dnsmasq")
  void dnsmasq_answers_everybody_as_the_hosts_file_says() throws Exception {
    assertDnsmasq("--addn-hosts=" + exported("hosts"), OpenInternet.ADDRESS);
  }

  private void assertDnsmasq(String list, String family) throws Exception {
    int port = Resolver.freePort();
    String[] command = {
      Machine.program("dnsmasq"),
      "--keep-in-foreground",
      "--port=" + port,
      "--listen-address=127.0.0.1",
      "--bind-interfaces",
      "--no-resolv",
      "--no-hosts",
      "--pid-file=" + folder.resolve("pid"),
      "--user=" + System.getProperty("user.name"),
      "--log-facility=-",
      "--server=127.0.0.1#" + internet.port(),
      list.startsWith("--conf-file") ? list : "--conf-file=/dev/null",
      list.startsWith("--conf-file") ? "--no-poll" : list
    };
    try (Resolver server = new Resolver(folder, port, command)) {
      for (String client : List.of(DEVICE, ANOTHER)) {
        assertThat(server.ask(client, "ntp.example", A)).isEqualTo("0.0.0.0");
        assertThat(server.ask(client, "ntp.example", AAAA)).isEqualTo("0:0:0:0:0:0:0:0");
        assertThat(server.ask(client, "ads.tracker.example", A)).isEqualTo("0.0.0.0");
        assertThat(server.ask(client, "shard17.g.example", A)).isEqualTo(family);
      }
      assertOpen(server, DEVICE, NEIGHBOURS);
      assertOpen(server, DEVICE, List.of("both.example", "tracker.example"));
    }
  }
}
