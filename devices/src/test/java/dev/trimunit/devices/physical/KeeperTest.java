// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Topology;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process that frees a bench, as a run has it beside itself. */
@Tag("slow")
@Timeout(120)
@Needs(programs = "nft", also = Namespaces.class)
final class KeeperTest {
  private static final Station DEVICE =
      new Station(new NamespaceName("bulb"), Station.Network.LAN, 30);
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final String PHONE =
      """
      phones:
        pixel:
          vantage: [LAN, WAN]
          appium: http://127.0.0.1:4723
          kind: ios
          wifi:
            switch:
              control: command
              on: [sh, -c, "printf on > '%1$s'"]
              off: [sh, -c, "printf off > '%1$s'"]
              status: [cat, "%1$s"]
              says-on: "on"
              says-off: "off"
      """;

  @TempDir private Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void layOut() throws IOException {
    sandbox = Sandbox.open(Namespaces.any());
    Topology.build(sandbox, List.of(DEVICE));
    for (String id : List.of("bulb", "kettle", "pixel")) {
      switched(id, "off");
    }
    Files.writeString(
        folder.resolve("bench.yaml"),
        """
        gateway: {lan: lan0, address: 198.18.0.1, upstream: wan0, dns: 192.0.2.53}
        devices:
        """
            + device("bulb", "02:00:5e:00:53:1e")
            + device("kettle", "02:00:5e:00:53:1f")
            + PHONE.formatted(folder.resolve("pixel")));
    sandbox.run(NamespaceName.GATEWAY, List.of("nft", "add", "table", "inet", "trimunit"), "");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void switched(String id, String state) throws IOException {
    Files.writeString(folder.resolve(id), state);
  }

  private String device(String id, String mac) {
    Path file = folder.resolve(id);
    return """
        %1$s:
          mac: %2$s
          power:
            control: command
            on: [sh, -c, "printf on > '%3$s'"]
            off: [sh, -c, "printf off > '%3$s'"]
            status: [cat, "%3$s"]
            says-on: "on"
            says-off: "off"
    """
        .formatted(id, mac, file);
  }

  @Test
  void when_the_run_is_gone_rules_go_and_what_it_had_switched_has_power() throws Exception {
    Process keeper = keeper(LONG);
    tell(keeper, "begins bulb", "ends bulb", "beat");
    keeper.getOutputStream().close();
    requireRestored(keeper);
    assertThat(log()).contains("the run is gone", "bulb: had no power, and was switched on");
  }

  @Test
  void a_phone_that_was_moved_has_its_wifi_on_again() throws Exception {
    Process keeper = keeper(LONG);
    tell(keeper, "begins the Wi-Fi of phone pixel", "ends the Wi-Fi of phone pixel");
    keeper.getOutputStream().close();
    assertThat(keeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("pixel")).hasContent("on");
    assertThat(folder.resolve("bulb")).hasContent("off");
    assertThat(log()).contains("the Wi-Fi of phone pixel: was off, and was switched on");
  }

  @Test
  void when_the_run_says_nothing_it_is_the_same() throws Exception {
    Process keeper = keeper(Duration.ofSeconds(2));
    tell(keeper, "begins bulb", "ends bulb");
    requireRestored(keeper);
    assertThat(log()).contains("the run has said nothing for 2 s");
  }

  private void requireRestored(Process keeper) throws Exception {
    assertThat(keeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tables()).doesNotContain("inet trimunit");
    assertThat(folder.resolve("bulb")).hasContent("on");
    assertThat(folder.resolve("kettle")).as("of which the run had said nothing").hasContent("off");
  }

  @Test
  void a_run_that_has_left_the_bench_as_found_is_believed() throws Exception {
    Process keeper = keeper(LONG);
    tell(keeper, "begins bulb", "ends bulb", "over");
    assertThat(keeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tables()).contains("inet trimunit");
    assertThat(folder.resolve("bulb")).hasContent("off");
    assertThat(log()).isEmpty();
  }

  /** Otherwise the first one's keeper would give power to what the second one has cut. */
  @Test
  void the_next_run_waits_until_the_bench_is_free() throws Exception {
    Process first = keeper(LONG);
    Process second = start(LONG);
    assertThat(second.waitFor(2, TimeUnit.SECONDS)).isFalse();
    assertThat(second.getInputStream().available()).isZero();
    tell(first, "over");
    assertThat(second.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
    second.getOutputStream().close();
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  /** One that is ready. */
  private Process keeper(Duration patience) throws IOException {
    Process keeper = start(patience);
    assertThat(keeper.inputReader(StandardCharsets.UTF_8).readLine()).as(log()).isEqualTo("ready");
    return keeper;
  }

  private Process start(Duration patience) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KeeperMain.class.getName(), folder.resolve("bench.yaml").toString()));
    command.add(patience.toString());
    return new ProcessBuilder(sandbox.inside(NamespaceName.GATEWAY, command))
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private static void tell(Process keeper, String... lines) throws IOException {
    Writer words = keeper.outputWriter(StandardCharsets.UTF_8);
    words.write(String.join("\n", lines) + "\n");
    words.flush();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private String tables() {
    return sandbox.run(NamespaceName.GATEWAY, List.of("nft", "list", "tables"), "");
  }
}
