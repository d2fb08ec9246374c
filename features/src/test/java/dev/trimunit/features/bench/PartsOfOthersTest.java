// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.needs.AsRoot;
import dev.trimunit.needs.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bench of parts that we did not write. What its devices need was found out by hand: with the
 * name refused by dnsmasq, the device power-cycled and used.
 */
@Tag("slow")
@Needs(
    programs = {
      "dnsmasq",
      "mosquitto",
      "nginx",
      "udhcpc",
      "chromium",
      "chromedriver",
      "setpriv",
      "nft",
      "tcpdump",
      "ip"
    },
    also = {Namespaces.class, AsRoot.class, Parts.class})
final class PartsOfOthersTest {
  @TempDir private Path folder;

  @Test
  @Timeout(900)
  void a_bulb_on_Node_RED_needs_its_broker_and_only_likes_the_weather() throws Exception {
    try (BenchOfParts bench = BenchOfParts.open(folder.resolve("parts"))) {
      TestersFolder files = new TestersFolder(folder);
      files.write(bench.file(), "bulb");
      files.put("devices/bulb.yaml", BenchOfParts.DEVICES.get("bulb"));
      TestersFolder.Said said = files.said(bench, files.run("--protocol", "certify"));
      System.out.println(said.text());
      assertThat(said.text())
          .containsPattern("broker\\.bulb\\.test:1883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable");
      BenchFaultsTest.requireNoWrongVerdict(said.text());
      assertThat(said.code()).isZero();
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      assertThat(bench.hasPower()).isTrue();
    }
  }
}
