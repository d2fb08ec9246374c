// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.command.Main;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tester's own device on a bench: verdicts from a program that is no model of ours. */
@Tag("slow")
@Needs(
    programs = {"dnsmasq", "nft", "tcpdump", "ip"},
    also = Namespaces.class)
final class OwnDeviceTest {
  private static final String SPEC =
      """
      @device=example-bulb
      Feature: A bulb that somebody else made

        @functionality @LAN
        Scenario: switching on
          Given the companion app shows the bulb off
          When "Power" is tapped
          Then the companion app shows the bulb on

        Scenario Outline: <functionality> over <vantage> without <destination>
          Given the bulb is power-cycled
          When destination <destination> is blocked
          Then <functionality> succeeds
      """;

  private static final String DEVICE =
      """
      name: Example bulb
      noun: bulb
      manufacturer: Example
      parties: {vendor.test: first}
      app:
        package: com.example.bulb
        states:
          off: {element: {label: Power, attribute: checked, value: "false"}}
          on: {element: {label: Power, attribute: checked, value: "true"}}
      """;

  @TempDir private Path folder;

  @Test
  @Timeout(900)
  void what_the_bulb_needs_is_required_and_what_it_only_likes_is_blockable() throws Exception {
    Path scripts = Files.createDirectories(folder.resolve("scripts"));
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(scripts)) {
      files(bench.file());
      String said =
          run(bench, "run", "--protocol", "fixed-1", "-Dtrimunit.off=1 s", "-Dtrimunit.watch=5 s");
      assertThat(said)
          .containsPattern("broker\\.vendor\\.test:8883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable");
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      assertThat(scripts.resolve("pid")).as("the bulb has its power").exists();
    }
  }

  @Test
  @Timeout(300)
  void what_is_missing_is_told_at_once_and_nothing_is_touched() throws Exception {
    Path scripts = Files.createDirectories(folder.resolve("scripts"));
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(scripts)) {
      files(
          bench
              .file()
              .replace("address: 198.18.0.1\n", "address: 198.18.0.9\n")
              .replace("upstream: wan0", "upstream: wan7")
              .replace(scripts.resolve("status").toString(), scripts.resolve("stat").toString()));
      assertThat(run(bench, "run"))
          .contains("The physical lab of labs/physical.yaml is not ready; nothing was touched:")
          .contains("lan0 does not have the address 198.18.0.9: ip addr add")
          .contains(
              "there is no interface wan7 ('upstream'): this machine has lan0, lan30, lo, wan0")
          .contains("the supply of example-bulb")
          .contains("scripts/stat");
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      assertThat(scripts.resolve("pid")).doesNotExist();
    }
  }

  @Test
  @Timeout(300)
  void a_run_that_is_killed_leaves_nothing_blocked() throws Exception {
    Path scripts = Files.createDirectories(folder.resolve("scripts"));
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(scripts)) {
      files(bench.file());
      Process process = bench.start(command("run"), folder.resolve("log.txt"));
      while (!Files.exists(folder.resolve("output/captures/example-bulb/trial-1.pcap"))) {
        assertThat(process.isAlive()).as(Files.readString(folder.resolve("log.txt"))).isTrue();
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
      assertThat(bench.run("nft", "list", "tables")).contains("inet trimunit");
      process.children().forEach(ProcessHandle::destroyForcibly); // the run; its children live on
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      for (int second = 0; bench.run("nft", "list", "tables").contains("trimunit"); second++) {
        assertThat(second).as("seconds with rules of a run that is gone").isLessThan(60);
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private void files(String bench) throws IOException {
    write("features/bulb.feature", SPEC);
    write("devices/example-bulb.yaml", DEVICE);
    write("labs/physical.yaml", bench);
  }

  private String run(BenchOfNamespaces bench, String command, String... options)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    Process process = bench.start(command(command, options), log);
    assertThat(process.waitFor(800, TimeUnit.SECONDS)).isTrue();
    return Files.readString(log);
  }

  private List<String> command(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, folder.toString()));
    arguments.addAll(List.of("--lab", "physical"));
    arguments.addAll(List.of("--output", folder.resolve("output").toString()));
    arguments.addAll(List.of(options));
    return BenchOfNamespaces.java(Main.class, arguments.toArray(String[]::new));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
