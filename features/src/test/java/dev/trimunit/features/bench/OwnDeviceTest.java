// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
      write("features/bulb.feature", SPEC);
      write("devices/example-bulb.yaml", DEVICE);
      write("labs/physical.yaml", bench.file());
      String said = run(bench, "run", "--protocol", "fixed-1", "-Dtrimunit.off=1 s");
      assertThat(said)
          .containsPattern("REQUIRED.*broker\\.vendor\\.test")
          .containsPattern("BLOCKABLE.*weather\\.vendor\\.test");
      assertThat(Files.readString(scripts.resolve("status"))).isNotEmpty();
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      assertThat(scripts.resolve("pid")).exists();
    }
  }

  private String run(BenchOfNamespaces bench, String command, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(command, folder.toString()));
    arguments.addAll(List.of("--lab", "physical"));
    arguments.addAll(List.of("--output", folder.resolve("output").toString()));
    arguments.addAll(List.of(options));
    Path log = folder.resolve("log.txt");
    Process process =
        bench.start(
            BenchOfNamespaces.java(
                dev.trimunit.command.Main.class, arguments.toArray(String[]::new)),
            log);
    assertThat(process.waitFor(800, TimeUnit.SECONDS)).isTrue();
    return Files.readString(log);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
