// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.GatewaySettings.Resolver;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.needs.Needs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A gateway as on a box of its own: no PID namespace ends it with the run. What a kill leaves, and
 * that the next start takes it away.
 */
@Tag("slow")
@Needs(programs = "nft", also = Namespaces.class)
final class KilledGatewayTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  /** What is killed leaves nothing in the machine's own /run. */
  private static final List<String> OWN_RUN =
      List.of(
          "unshare",
          "-m",
          "--propagation",
          "private",
          "sh",
          "-c",
          "mount -t tmpfs trimunit /run && exec \"$@\"",
          "sh");

  private LabNet net;
  private String before;

  @BeforeEach
  void open() {
    net = LabNet.open();
    before = rulesAndRoutes();
  }

  @AfterEach
  void close() {
    net.close();
  }

  @ParameterizedTest
  @EnumSource
  void when_the_run_is_killed_the_gateway_removes_its_rules(Resolver resolver) {
    Process run = run(resolver);
    assertThat(rulesAndRoutes()).contains("inet trimunit").isNotEqualTo(before);
    run.destroyForcibly();
    awaitClean();
    start(resolver).close();
    assertThat(rulesAndRoutes()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void when_both_are_killed_nothing_is_opened_and_the_next_start_replaces_it(Resolver resolver)
      throws Exception {
    Process run = run(resolver);
    List<ProcessHandle> all = new ArrayList<>(run.descendants().toList());
    all.forEach(ProcessHandle::destroyForcibly);
    run.destroyForcibly();
    for (ProcessHandle each : all) {
      each.onExit().get(10, TimeUnit.SECONDS);
    }
    assertThat(rulesAndRoutes()).contains("inet trimunit");
    List<String> ask = Peer.command("ask", Network.LAN.ipv4(1).toString(), "a.example", "A");
    assertThat(Program.attempt(net.sandbox.inside(LabNet.DEVICE.name(), ask), "").exit())
        .isNotZero();
    start(resolver).close();
    assertThat(rulesAndRoutes()).isEqualTo(before);
  }

  /** As by Ctrl-Z: its pipe stays open. */
  @ParameterizedTest
  @EnumSource
  void when_the_run_is_stopped_the_gateway_removes_its_rules(Resolver resolver) {
    Process run = run(resolver, Duration.ofSeconds(5));
    assertThat(rulesAndRoutes()).contains("inet trimunit");
    Program.run(List.of("kill", "-STOP", Long.toString(run.pid())), "");
    try {
      awaitClean();
    } finally {
      run.destroyForcibly();
    }
  }

  private void awaitClean() {
    long until = System.nanoTime() + PATIENCE;
    while (!rulesAndRoutes().equals(before) && System.nanoTime() < until) {
      Pause.millis(50);
    }
    assertThat(rulesAndRoutes()).isEqualTo(before);
  }

  /** A run with a gateway, as a process that can be killed. */
  private Process run(Resolver resolver) {
    return run(resolver, GatewayProcess.PATIENCE);
  }

  private Process run(Resolver resolver, Duration patience) {
    List<String> command = Peer.command("gateway", resolver.name(), patience.toString());
    command.addAll(enter(OWN_RUN));
    Process run = Program.start(command);
    Peer.awaitLine(run, "running");
    return run;
  }

  private GatewayProcess start(Resolver resolver) {
    return start(enter(OWN_RUN), resolver, GatewayProcess.PATIENCE);
  }

  static GatewayProcess start(List<String> entering, Resolver resolver, Duration patience) {
    return GatewayProcess.start(
        command -> {
          List<String> whole = new ArrayList<>(entering);
          whole.addAll(command);
          return whole;
        },
        new GatewaySettings(
                new NftSettings(
                    Topology.LAN_BRIDGE, 53, Map.of(1, LabNet.DEVICE.mac()), Set.of(), Set.of()),
                List.of(Network.LAN.ipv4(1)),
                List.of(Topology.INTERNET_RESOLVER),
                Map.of(LabNet.DEVICE.ipv4(), 1))
            .with(resolver),
        patience);
  }

  /**
   * Into the gateway's network, and not among the processes that die with the sandbox: its /proc
   * does not know them.
   */
  private List<String> enter(List<String> command) {
    return net.sandbox.inside(NamespaceName.GATEWAY, command).stream()
        .filter(word -> !word.equals("--pid") && !word.equals("--mount"))
        .toList();
  }

  /** Without whether a link is up yet, which on a busy machine comes late. */
  private String rulesAndRoutes() {
    StringBuilder all = new StringBuilder();
    for (String command : List.of("nft list tables", "ip rule", "ip route", "ip -6 route")) {
      all.append(net.sandbox.run(NamespaceName.GATEWAY, List.of(command.split(" ")), ""));
    }
    return all.toString().replace("linkdown ", "");
  }
}
