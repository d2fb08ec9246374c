// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.emulated.BadNeighbour.Kind;
import dev.trimunit.devices.linux.GatewayMain;
import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A good device beside bad ones: its verdicts are right, the gateway takes no more memory for it,
 * and nothing is left. All at once; with {@code mvn -Psoak test}, for thirty minutes, each alone,
 * too.
 */
@Tag("slow")
@Tag("soak")
@Needs(also = EmulatedPrograms.class)
final class BadNeighboursTest {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("trimunit.soak.minutes", 0));
  private static final String GOOD = "yi-camera";
  private static final List<String> VERDICTS =
      List.of(
          "LAN api.us.xiaoyi.com:443/tcp required",
          "WAN api.us.xiaoyi.com:443/tcp required",
          "WAN log.us.xiaoyi.com:80/tcp blockable");

  /** What each plugs in as. */
  private static final String NEIGHBOUR =
      """
      name: Neighbour
      noun: neighbour
      start-up: 40 s
      app: {name: Neighbour, package: com.example.neighbour, states: {on: {crop: 10x10+0+0}}}
      model:
        boot: 1 s
        names:
          api.neighbour.example: {addresses: [203.0.113.40], ttl: 60 s}
        contacts:
          cloud: {destination: "api.neighbour.example:443/tcp", after: 1 s}
        functionalities:
          beeping: {LAN: {needs: cloud}}
        screen:
          title: Neighbour
          variables: {beep: {first: off}}
          elements:
            - {kind: button, label: Beep, does: beeping, toggles: beep}
      """;

  /** Resident memory of the gateway's process in MiB, after each campaign. */
  private final List<Long> memory = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void the_good_devices_verdicts_are_right_the_gateways_memory_is_flat_and_nothing_is_left()
      throws IOException {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    try (EmulatedLab lab = open()) {
      long end = System.nanoTime() + LENGTH.toNanos();
      int round = 0;
      do {
        settle(lab, round++);
      } while (System.nanoTime() < end);
    }
    System.out.println("Resident memory of the gateway, MiB: " + memory);
    assertFlat();
    assertNothingIsLeft(before);
  }

  /** What was killed may take a moment to be gone. */
  private static void assertNothingIsLeft(List<ProcessHandle> before) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<String> left = left(before);
    while (!left.isEmpty() && System.nanoTime() < end) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      left = left(before);
    }
    assertThat(left).isEmpty();
  }

  private static List<String> left(List<ProcessHandle> before) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.isAlive() && !before.contains(process))
        .map(process -> process.pid() + " " + read(process, "cmdline").replace('\0', ' '))
        .toList();
  }

  private EmulatedLab open() throws IOException {
    Path in = folder.resolve("in");
    copy(SHIPPED.resolve("devices").resolve(GOOD + ".yaml"), in.resolve("devices"));
    try (Stream<Path> pictures = Files.list(SHIPPED.resolve("references").resolve(GOOD))) {
      for (Path picture : pictures.toList()) {
        copy(picture, in.resolve("references").resolve(GOOD));
      }
    }
    for (Kind kind : Kind.values()) {
      Files.writeString(in.resolve("devices").resolve(id(kind) + ".yaml"), NEIGHBOUR);
    }
    Path out = Files.createDirectories(folder.resolve("out"));
    Lab lab = EmulatedTrials.open(in, out, 120, Namespaces.any());
    return (EmulatedLab) lab;
  }

  private static void copy(Path file, Path to) throws IOException {
    Files.createDirectories(to);
    Files.copy(file, to.resolve(file.getFileName()));
  }

  /** Every eighth campaign, the first included, beside all of them; the others beside one. */
  private void settle(EmulatedLab lab, int round) {
    Kind[] kinds = Kind.values();
    int which = round % (kinds.length + 1);
    List<Kind> beside = which == 0 ? Arrays.asList(kinds) : List.of(kinds[which - 1]);
    Map<Kind, Process> neighbours = new TreeMap<>();
    try {
      beside.forEach(kind -> neighbours.put(kind, start(lab, kind)));
      SettledCampaign campaign =
          SettledCampaign.of(lab.bench(GOOD), folder.resolve("journal-" + round));
      assertThat(campaign.verdicts())
          .as("beside " + beside)
          .containsExactlyInAnyOrderElementsOf(VERDICTS);
      System.out.printf(
          "Beside %s: %d trials, %d void%n",
          beside,
          campaign.trials().size(),
          campaign.trials().stream().map(TrialRecord::fault).filter(f -> !f.isEmpty()).count());
      assertThat(neighbours.values()).allMatch(Process::isAlive);
    } finally {
      neighbours.values().forEach(JavaProcess::kill);
    }
    memory.add(residentMebibytes());
  }

  private static Process start(EmulatedLab lab, Kind kind) {
    List<String> arguments = new ArrayList<>(List.of(kind.name(), lab.network().router()));
    arguments.add("203.0.113.40");
    arguments.addAll(lab.network().addresses(GOOD));
    Process process =
        JavaProcess.start(
            command -> lab.network().beside(id(kind), command), BadNeighbour.class, arguments);
    try {
      assertThat(process.inputReader(StandardCharsets.UTF_8).readLine())
          .isEqualTo(BadNeighbour.BEGUN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return process;
  }

  private static String id(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The second half takes little more than the first. */
  private void assertFlat() {
    long first = memory.subList(0, (memory.size() + 1) / 2).stream().max(Long::compare).orElse(0L);
    long second = memory.get(memory.size() - 1);
    assertThat(second).isBetween(1L, first + 64).isLessThan(1_024);
  }

  private static long residentMebibytes() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> read(process, "cmdline").contains(GatewayMain.class.getName()))
        .flatMap(process -> read(process, "status").lines())
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
        .max()
        .orElse(0);
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
