// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import dev.trimunit.needs.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lab's own DHCP server in its life. */
@Tag("slow")
@Needs(
    programs = {"dnsmasq", "setpriv"},
    also = Namespaces.class)
final class DhcpServerTest {
  private static final Station DEVICE = new Station(new NamespaceName("bulb"), Network.LAN, 30);
  @TempDir private Path folder;

  @Test
  @Timeout(180)
  void it_serves_is_missed_when_it_dies_comes_back_and_ends_with_a_killed_run() throws Exception {
    try (Sandbox sandbox = Sandbox.open(Namespaces.any())) {
      Topology.build(sandbox, List.of(DEVICE));
      Process lab = start(sandbox);
      BufferedReader says = lab.inputReader(StandardCharsets.UTF_8);
      assertThat(says.readLine()).isEqualTo("serves");
      assertThat(offered(sandbox)).isEqualTo("198.18.0.77 by 198.18.0.1");
      assertThat(ask(lab, says)).isEqualTo("serves");

      ProcessHandle first = dnsmasq(lab);
      first.destroyForcibly();
      first.onExit().get(10, TimeUnit.SECONDS);
      String missed = ask(lab, says);
      assertThat(missed).startsWith("The DHCP server had ended and was started again");
      assertThat(ask(lab, says)).isEqualTo("serves");
      assertThat(offered(sandbox)).isEqualTo("198.18.0.77 by 198.18.0.1");

      ProcessHandle server = dnsmasq(lab);
      jvm(lab).destroyForcibly();
      for (int tenths = 0; runs(server); tenths++) {
        assertThat(tenths).as("tenths of a second without the run").isLessThan(100);
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private Process start(Sandbox sandbox) {
    return sandbox.start(
        NamespaceName.GATEWAY,
        java(
            "serve",
            Topology.LAN_BRIDGE,
            DEVICE.mac().toString(),
            "198.18.0.77",
            folder.toString()));
  }

  private static String ask(Process lab, BufferedReader says) throws IOException {
    Writer writer = lab.outputWriter(StandardCharsets.UTF_8);
    writer.write("\n");
    writer.flush();
    return says.readLine();
  }

  private static String offered(Sandbox sandbox) {
    return sandbox.run(DEVICE.name(), java("ask", DEVICE.mac().toString()), "").strip();
  }

  private static ProcessHandle dnsmasq(Process lab) {
    return descendant(lab, "/dnsmasq");
  }

  private static ProcessHandle jvm(Process lab) {
    return descendant(lab, "/java");
  }

  /** In the sandbox nobody buries the dead, so that their numbers stay. */
  private static boolean runs(ProcessHandle process) {
    return process.info().command().isPresent();
  }

  private static ProcessHandle descendant(Process lab, String program) {
    return lab.descendants()
        .filter(each -> each.info().command().orElse("").endsWith(program))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), DhcpPeer.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
