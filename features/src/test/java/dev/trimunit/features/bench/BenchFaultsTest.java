// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.needs.AsRoot;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks on a bench makes trials void and is told; it is never taken for the device. */
@Tag("slow")
@Needs(
    programs = {"dnsmasq", "setpriv", "nft", "tcpdump", "ip", "flock"},
    also = {Namespaces.class, AsRoot.class})
final class BenchFaultsTest {
  /** More of them for whoever measures: {@code -Dtrimunit.bench.seeds=5}. */
  private static final int SEEDS = Integer.getInteger("trimunit.bench.seeds", 1);

  static final String DHCP =
      "dhcp: {server: ours, first: 198.18.0.100, last: 198.18.0.199}\ndevices:";

  private static final String OTHER_MAC = "02:00:5e:00:53:77";

  /** Two switchings find out whether the plug is the device's, after one that gives it power. */
  private static final int UNTIL_THE_FIRST_TRIAL = 3;

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /** Wrong is a verdict that the device did not earn; none at all is what a lab may say. */
  static void requireNoWrongVerdict(String said) {
    assertThat(said)
        .doesNotContainPattern("broker\\S+ +blockable")
        .doesNotContainPattern("weather\\S+ +required");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Timeout(900)
  void a_plug_that_lies_fails_and_hangs_and_a_dhcp_server_that_dies(long seed) throws Exception {
    Random random = new Random(seed);
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      TestersFolder files = new TestersFolder(folder);
      files.write(
          bench.file().replace("devices:", DHCP).replace("start-up: 30", "start-up: 8"), "bulb");
      bench.place("bulb").faults(faults(random));
      Path log = folder.resolve("log.txt");
      Process run = files.start(bench, log, files.run("--protocol", "fixed-2"));
      await(
          run,
          log,
          files.output().resolve("captures/bulb/trial-%d.pcap".formatted(1 + random.nextInt(6))));
      Box.kill(run, "--dhcp-authoritative");
      assertThat(run.waitFor(800, TimeUnit.SECONDS)).isTrue();
      String said = Files.readString(log);
      requireNoWrongVerdict(said);
      assertThat(said)
          .containsPattern("broker\\.bulb\\.test:8883/tcp +required")
          .containsPattern("weather\\.vendor\\.test:8081/tcp +blockable");
      String journal = journal(files);
      assertThat(journal)
          .contains("was heard") // or nothing was, when it lied
          .contains("ended with exit code 3: 'no answer")
          .contains("took over 6 s")
          .contains("The DHCP server had ended and was started again");
      assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      assertThat(bench.place("bulb").hasPower()).isTrue();
    }
  }

  /** Each fault where an {@code off} or {@code on} of the first trials meets it. */
  private static List<String> faults(Random random) {
    List<String> words = new ArrayList<>(Collections.nCopies(16, "ok"));
    words.addAll(List.of("lie", "fail", "slow", "fail"));
    Collections.shuffle(words, random);
    words.addAll(0, Collections.nCopies(UNTIL_THE_FIRST_TRIAL, "ok"));
    return words;
  }

  @Test
  @Timeout(900)
  void a_device_that_calls_itself_otherwise_is_named_and_gets_no_verdict() throws Exception {
    try (BenchOfNamespaces bench = BenchOfNamespaces.open(folder, "bulb")) {
      TestersFolder files = new TestersFolder(folder);
      String address = "    address: " + bench.place("bulb").station().ipv4() + "\n";
      assertThat(bench.file()).contains(address);
      files.write(bench.file().replace(address, "").replace("start-up: 30", "start-up: 5"), "bulb");
      Path log = folder.resolve("log.txt");
      Process run = files.start(bench, log, files.run("--protocol", "fixed-1"));
      await(run, log, files.output().resolve("captures/bulb/trial-2.pcap"));
      for (boolean power : new boolean[] {false, true}) {
        while (bench.place("bulb").hasPower() != power) {
          assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
          run.waitFor(20, TimeUnit.MILLISECONDS);
        }
      }
      bench.runAt("bulb", "ip", "link", "set", "eth0", "address", OTHER_MAC);
      assertThat(run.waitFor(800, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(log))
          .containsPattern("nothing was heard of bulb \\(02:00:5e:00:53:1e\\) in 5 s")
          .contains("is the MAC address right?")
          .contains("Meanwhile there came " + OTHER_MAC + " at 198.18.0.30, which no file knows")
          .doesNotContainPattern("test:\\d+/tcp +(blockable|required)");
    }
  }

  private static void await(Process run, Path log, Path file)
      throws IOException, InterruptedException {
    while (!Files.exists(file)) {
      assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
      run.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  private static String journal(TestersFolder files) throws IOException {
    Path archive = files.folder().resolve("journal/archive");
    StringBuilder text = new StringBuilder();
    try (var all = Files.walk(files.folder().resolve("journal"))) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(each));
      }
    }
    assertThat(archive).exists();
    return text.toString();
  }
}
