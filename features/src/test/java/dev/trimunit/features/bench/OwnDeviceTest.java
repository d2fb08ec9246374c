// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tester's own devices on a bench: verdicts from programs that are no models of ours. */
@Tag("slow")
@Needs(
    programs = {"dnsmasq", "nft", "tcpdump", "ip"},
    also = Namespaces.class)
final class OwnDeviceTest {
  @TempDir private Path folder;

  @Test
  @Timeout(900)
  void two_devices_at_once_get_their_own_verdicts_and_others_in_the_lan_notice_nothing()
      throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb", "kettle")) {
      TestersFolder files = new TestersFolder(folder);
      files.write(bench.file(), "bulb", "kettle");
      Process visitor = bench.visit(folder.resolve("visitor.txt"));
      TestersFolder.Said said = files.said(bench, files.run("--protocol", "fixed-1"));
      visitor.destroyForcibly();
      assertThat(said.text())
          .containsPattern("broker\\.bulb\\.test:8883/tcp +required")
          .containsPattern("broker\\.kettle\\.test:8883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable")
          .containsPattern("power-cycles it was ready after \\d+\\.\\d s at the latest")
          .doesNotContainPattern("broker\\S+ +blockable")
          .doesNotContainPattern("weather\\S+ +required");
      assertThat(said.code()).isZero();
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      assertThat(bench.place("bulb").hasPower()).isTrue();
      assertThat(bench.place("kettle").hasPower()).isTrue();

      // Before and after a run nobody answers DNS queries.
      String visits = Files.readString(folder.resolve("visitor.txt")).strip();
      String during = visits.replaceAll("^(missed\\s+)+|(\\s+missed)+$", "");
      assertThat(during.lines()).hasSizeGreaterThan(100).allMatch("served"::equals);
    }
  }

  @Test
  @Timeout(900)
  void two_units_of_a_device_share_a_campaign() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb", "twin")) {
      TestersFolder files = new TestersFolder(folder);
      bench.place("twin").likeThoseOf("bulb");
      files.write(bench.file("bulb", "twin"), "bulb");
      TestersFolder.Said said = files.said(bench, files.run("--protocol", "certify"));
      assertThat(said.text())
          .containsPattern("broker\\.bulb\\.test:8883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable")
          .doesNotContain("put aside");
      assertThat(said.code()).isZero();
      String verdicts = Files.readString(files.output().resolve("verdicts.json"));
      assertThat(verdicts).contains("on units 1 and 2");
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      assertThat(bench.place("bulb").hasPower()).isTrue();
      assertThat(bench.place("twin").hasPower()).isTrue();
    }
  }

  /** It has no IPv6 address but one that it makes of what our server advertises. */
  @Test
  @Timeout(900)
  void a_device_that_speaks_IPv6_alone_is_blocked_as_over_IPv4() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      TestersFolder files = new TestersFolder(folder);
      bench.place("bulb").speakSix();
      files.write(
          bench
              .file()
              .replace(
                  "address: 198.18.0.1\n",
                  "address: [198.18.0.1, \"%s\"]\n".formatted(Network.LAN.ipv6(1)))
              .replace("settle: 0 s", "settle: 6 s") // its address takes that long
              .replace(
                  "devices:",
                  "dhcp: {server: ours, first: 198.18.0.100, last: 198.18.0.199}\ndevices:"),
          "bulb");
      TestersFolder.Said said = files.said(bench, files.run("--protocol", "fixed-1"));
      assertThat(said.text())
          .containsPattern("broker\\.bulb\\.test:8883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable");
      assertThat(said.code()).isZero();
      assertThat(bench.runAt("bulb", "ip", "-6", "-o", "addr", "show", "scope", "global"))
          .contains("dynamic");
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
    }
  }

  @Test
  @Timeout(300)
  void swapped_plugs_are_found_before_the_first_trial() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb", "kettle")) {
      TestersFolder files = new TestersFolder(folder);
      files.write(bench.file(Map.of("bulb", "kettle", "kettle", "bulb")), "bulb", "kettle");
      for (String id : List.of("bulb", "kettle")) {
        bench.run(bench.place(id).folder().resolve("on").toString());
      }
      TestersFolder.Said said = files.said(bench, files.run("--protocol", "fixed-1"));
      assertThat(said.text())
          .contains("bulb cannot be used on this bench:")
          .contains("kettle cannot be used on this bench:")
          .containsPattern("says that it is off, but bulb \\(02:00:5e:00:53:1e\\) was heard")
          .contains("But kettle fell silent: the plugs are mixed up")
          .contains("But bulb fell silent: the plugs are mixed up")
          .doesNotContain("blockable without")
          .doesNotContain("8883/tcp");
      assertThat(said.code()).isEqualTo(1);
      assertThat(files.output().resolve("captures/bulb/trial-1.pcap")).doesNotExist();
      assertThat(bench.place("bulb").hasPower()).isTrue();
      assertThat(bench.place("kettle").hasPower()).isTrue();
    }
  }

  @Test
  @Timeout(300)
  void what_is_missing_is_told_at_once_and_nothing_is_touched() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      TestersFolder files = new TestersFolder(folder);
      Path status = bench.place("bulb").folder().resolve("status");
      files.write(
          bench
              .file()
              .replace("address: 198.18.0.1\n", "address: 198.18.0.9\n")
              .replace("upstream: wan0", "upstream: wan7")
              .replace(status.toString(), status + "-of-nothing"),
          "bulb");
      assertThat(files.said(bench, files.run()).text())
          .contains("The physical lab of labs/physical.yaml is not ready; nothing was touched:")
          .contains(
              "labs/physical.yaml:3: lan0 does not have the address 198.18.0.9: ip addr add 198.18.0.9/24 dev lan0")
          .contains(
              "labs/physical.yaml:4: there is no interface wan7 ('upstream'): this machine has lan0, lan30, lan90, lo, wan0")
          .contains("labs/physical.yaml:11: the supply of bulb")
          .contains("status-of-nothing");
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      assertThat(bench.place("bulb").hasPower()).isFalse();
    }
  }

  @Test
  @Timeout(300)
  void a_run_that_is_killed_leaves_nothing_blocked() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      TestersFolder files = new TestersFolder(folder);
      files.write(bench.file(), "bulb");
      Path log = folder.resolve("log.txt");
      Process process = files.start(bench, log, files.run());
      while (!Files.exists(files.output().resolve("captures/bulb/trial-1.pcap"))) {
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
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
}
