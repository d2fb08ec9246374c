// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device contacts inside its own network is told wherever results are. */
@Tag("slow")
final class LanContactsTest {
  @TempDir private Path folder;

  private FolderRun.Said run(Plug plug) {
    return plug.in(new FolderRun(folder)).run(Map.of("trimunit.protocol", "fixed-1"));
  }

  @Test
  void a_bridge_and_a_group_are_told_and_are_no_destinations() throws IOException {
    FolderRun.Said said =
        run(
            Plug.asSold()
                .with(
                    "    time:",
                    """
                        bridge: {destination: "192.168.77.5:8080/tcp", after: 2 s}
                        search: {destination: "239.255.255.250:1900/udp", after: 1 s}
                        time:"""
                        .indent(4)
                        .stripTrailing()));
    String told = "192.168.77.5:8080/tcp, 239.255.255.250:1900/udp";
    assertThat(said.console()).contains("  inside the LAN, never blocked: " + told);
    assertThat(said.file("blockability.html"))
        .contains("Contacts inside its own network")
        .contains(told);
    JsonNode device = new ObjectMapper().readTree(said.file("verdicts.json")).at("/devices/0");
    assertThat(device.path("lanContacts")).hasSize(2);
    assertThat(device.path("destinations")).hasSize(3);
  }

  @Test
  void a_device_that_only_asks_its_gateway_has_none() throws IOException {
    FolderRun.Said said = run(Plug.asSold());
    assertThat(said.console()).doesNotContain("inside the LAN");
    assertThat(new ObjectMapper().readTree(said.file("verdicts.json")).at("/devices/0/lanContacts"))
        .isEmpty();
  }
}
