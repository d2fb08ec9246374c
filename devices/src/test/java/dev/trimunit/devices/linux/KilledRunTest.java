// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is killed, at whatever moment, leaves nothing: the kernel cleans up. */
@Tag("slow")
@Needs(also = Namespaces.class)
final class KilledRunTest {
  private static final int KILLS = 20;
  private static final int AT_ONCE = 2;
  private static final int LATEST_MILLIS = 2_500;

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void no_process_survives_a_killed_run(Privilege privilege) throws Exception {
    String before = machine();
    String mark = UUID.randomUUID().toString();
    Set<String> networks = new HashSet<>();
    Random moments = new Random(1);
    List<ProcessHandle> started = new ArrayList<>();
    Map<Process, Long> runs = new HashMap<>();
    for (int begun = 0; begun < KILLS || !runs.isEmpty(); Pause.millis(20)) {
      for (; begun < KILLS && runs.size() < AT_ONCE; begun++) {
        Process run = start(privilege, mark);
        runs.put(run, System.nanoTime() + moments.nextInt(LATEST_MILLIS) * 1_000_000L);
      }
      marked(mark).filter(each -> !started.contains(each)).forEach(started::add);
      started.forEach(each -> network(each).ifPresent(networks::add));
      List<Process> due =
          runs.keySet().stream().filter(run -> System.nanoTime() >= runs.get(run)).toList();
      due.forEach(Process::destroyForcibly);
      runs.keySet().removeAll(due);
    }
    assertThat(started).isNotEmpty();
    for (ProcessHandle process : started) {
      process.onExit().get(10, TimeUnit.SECONDS);
    }
    networks.remove(network(ProcessHandle.current()).orElseThrow());
    assertThat(networks).isNotEmpty();
    for (ProcessHandle process : marked(mark).toList()) { // started after the last look
      process.onExit().get(10, TimeUnit.SECONDS);
    }
    assertThat(marked(mark)).isEmpty();
    assertThat(machine()).isEqualTo(before);
  }

  private static Process start(Privilege privilege, String mark) throws IOException {
    ProcessBuilder builder = Program.prepare(Peer.command("lab", privilege.name()));
    builder.environment().put("TRIMUNIT_KILLED_RUN", mark);
    return builder.start();
  }

  /**
   * The processes that runs with this mark and their processes have started, whoever is their
   * parent now. Not those in their namespaces: the kernel gives the number of one that is gone to
   * the next lab on this machine, whosoever that is.
   */
  private static Stream<ProcessHandle> marked(String mark) {
    return ProcessHandle.allProcesses().filter(each -> environment(each).contains(mark));
  }

  /** Empty of a process that has ended or may not be looked at. */
  private static String environment(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
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
