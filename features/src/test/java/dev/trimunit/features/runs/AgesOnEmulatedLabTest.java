// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.features.bench.Namespaces;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days pass in a claim's trials on the lab of real packets, too. */
@Tag("slow")
@Needs(
    programs = {
      "unshare",
      "nsenter",
      "nft",
      "conntrack",
      "nginx",
      "mosquitto",
      "chronyd",
      "curl",
      "faketime"
    },
    also = Namespaces.class)
final class AgesOnEmulatedLabTest {
  private static final String DEVICE =
      """
      name: Night light
      noun: light
      start-up: 30 s
      app:
        package: com.example.light
        states:
          off: {element: {label: Light, attribute: checked, value: "false"}}
          on: {element: {label: Light, attribute: checked, value: "true"}}
      model:
        boot: 1 s
        clock: {at-power-on: saved}
        contacts:
          time: {destination: "ntp.test:123/udp", after: 1 s, every: 1 d, sets: clock}
        functionalities:
          switching on: {LAN: {needs: [{clock: 30 min}]}}
        screen:
          title: Night light
          variables: {light: {first: off, reset: app-start}}
          elements:
            - {kind: toggle, label: Light, shows: light, does: switching on, toggles: light}
      """;

  private static final String SPEC =
      """
      @device=night-light
      Feature: Night light

        @functionality @LAN
        Scenario: switching on
          Given the companion app shows the light off
          When "Light" is tapped
          Then the companion app shows the light on

        @LAN
        Scenario: ten days
          Given destination ntp.test is blocked
          When 10 days pass
          Then switching on succeeds

        @LAN
        Scenario: a power cut after ten days
          Given destination ntp.test is blocked
          When 10 days pass
          And the light loses power for 2 hours
          Then switching on succeeds
      """;

  @TempDir private Path folder;

  @Test
  void a_saved_clock_is_wrong_after_a_power_cut_and_not_before() throws IOException {
    FolderRun.Said run =
        new FolderRun(folder)
            .write("devices/night-light.yaml", DEVICE)
            .write("specs/night-light.feature", SPEC)
            .run(
                Map.of(
                    "trimunit.lab",
                    "emulated",
                    "trimunit.emulated.phone",
                    "simulated",
                    "trimunit.protocol",
                    "fixed-3"));

    assertThat(run.cases()).as(run.console()).containsEntry("ten days", "SUCCESSFUL");
    assertThat(run.cases().get("a power cut after ten days")).startsWith("FAILED");
    assertThat(run.console().replaceAll("\\s+", " ")).contains("'ten days' held up to 10 days");
  }
}
