// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is killed, at whatever moment, leaves nothing: the kernel cleans up. */
@Tag("slow")
final class KilledRunTest {
  private static final int KILLS = 20;
  private static final int LATEST_MILLIS = 2_500;

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void no_process_survives_a_killed_run(Privilege privilege) throws Exception {
    Optional<String> obstacle = privilege.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    String before = machine();
    Set<String> networks = new HashSet<>();
    Random moments = new Random(1);
    List<ProcessHandle> started = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      Process run = Program.start(Peer.command("lab", privilege.name()));
      long until = System.nanoTime() + moments.nextInt(LATEST_MILLIS) * 1_000_000L;
      while (System.nanoTime() < until) {
        run.descendants().filter(each -> !started.contains(each)).forEach(started::add);
        started.forEach(each -> network(each).ifPresent(networks::add));
        Pause.millis(20);
      }
      run.descendants().filter(each -> !started.contains(each)).forEach(started::add);
      run.destroyForcibly();
    }
    assertThat(started).isNotEmpty();
    for (ProcessHandle process : started) {
      process.onExit().get(10, TimeUnit.SECONDS);
    }
    networks.remove(network(ProcessHandle.current()).orElseThrow());
    assertThat(networks).isNotEmpty();
    assertThat(ProcessHandle.allProcesses().flatMap(each -> network(each).stream()))
        .doesNotContainAnyElementsOf(networks);
    assertThat(machine()).isEqualTo(before);
  }

  /** The network namespace of a process, if it may be looked at. */
  private static Optional<String> network(ProcessHandle process) {
    try {
      Path link = Path.of("/proc", Long.toString(process.pid()), "ns", "net");
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Links, routes, namespaces and rules of the machine itself. */
  private static String machine() {
    return Stream.of("ip -o link", "ip route", "ip -6 route", "ip netns list", "nft list ruleset")
        .map(words -> Program.attempt(List.of(words.split(" ")), "").out())
        .collect(Collectors.joining("\n"));
  }
}
