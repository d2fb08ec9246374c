// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.features.bench.BenchOfParts.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code trimunit lab check} on a {@link BenchOfParts} that is whole, and with each of its parts
 * broken; and a run on one whose plugs are swapped.
 */
@Tag("slow")
@NeedsParts
final class PartsCheckTest {
  /**
   * Each of them, and not only one, for whoever has five minutes: {@code -Dtrimunit.bench.parts=all
   * -Dtrimunit.tests.hear.properties=true}.
   */
  private static final boolean ALL = "all".equals(System.getProperty("trimunit.bench.parts"));

  /** What is behind these parts cannot be seen without them, and is told after them. */
  private static final Pattern CUTS_OFF = Pattern.compile("ip (link set wan0 down|addr del .*)");

  private static final String[] DEVICES = {"bulb", "kettle", "clock"};

  @TempDir private Path folder;
  private BenchOfParts bench;
  private TestersFolder files;
  private final SoftAssertions soft = new SoftAssertions();

  private interface Act {
    void go() throws IOException, InterruptedException;
  }

  @Test
  @Timeout(900)
  void each_part_that_is_broken_is_the_line_that_is_not_good() throws Exception {
    try (BenchOfParts opened = BenchOfParts.open(folder.resolve("parts"), Faults.NONE)) {
      bench = opened;
      files = PartsRun.written(bench, folder, DEVICES);
      bench.serveAddresses();
      PartsPlugs.switchOn(bench);
      keepTime("server 203.0.113.40 iburst");
      whole();
      plug();
      if (ALL) {
        relay();
        phone();
        supplies();
        devices();
        programs();
        box();
      }
      soft.assertAll();
      bench.end("addresses");
      swapped();
    }
  }

  private void whole() throws IOException, InterruptedException {
    TestersFolder.Said said = check();
    System.out.println(said.text());
    soft.assertThat(said.code()).as(said.text()).isZero();
    soft.assertThat(said.text())
        .contains("the clock is kept by chronyd")
        .containsPattern("the supply of bulb .* says that it is on, and bulb was seen at 198")
        .containsPattern("the supply of kettle .* says that it is on, and kettle was seen at 198")
        .containsPattern("the supply of clock .* says that it is on, and clock was seen at 198")
        .containsPattern("phone 'tablet' opened a session \\(.*chrome.*\\), and is unlocked")
        .contains("0 missing, 0 cannot be told. Nothing was switched or blocked.");
  }

  private void plug() throws IOException, InterruptedException {
    ended("plug", "ready", "control: kasa", "missing .* the supply of bulb .* does not answer: ");
    PartsPlugs.switchOn(bench);
  }

  private void relay() throws IOException, InterruptedException {
    bench.end("relay");
    said(
        "the relay ended",
        "control: mqtt",
        "missing .* the supply of clock .* nothing was said in 'stat/clock_plug/RESULT' within 10 s. Look whether the plug has power and is connected to this broker");
    bench.begin("relay", "");
    PartsPlugs.switchOn(bench);
  }

  private void phone() throws IOException, InterruptedException {
    ended(
        "appium",
        "listener started",
        "appium: http",
        "missing .* the server of phone 'tablet' at .* does not answer .* start it");
  }

  private void supplies() throws IOException, InterruptedException {
    bench.end("relay");
    bench.end("hub");
    said(
        "the broker ended",
        "control: mqtt",
        "missing .* the supply of clock .* does not answer: .*198.18.0.42");
    bench.begin("hub", "running");
    bench.begin("relay", "");
    PartsPlugs.switchOn(bench);
    ended(
        "snmpd",
        "NET-SNMP",
        "control: snmp",
        "missing .* the supply of kettle .* does not answer: ");
    PartsPlugs.switchOn(bench);
    written(
        "community: private",
        "community: public",
        "control: snmp",
        "missing .* the supply of kettle .* does not answer: ");
    written(
        "outlet: 3",
        "outlet: 4",
        "control: snmp",
        "missing .* the supply of kettle .* does not answer: ");
    written(
        "topic: clock_plug",
        "topic: clok_plug",
        "control: mqtt",
        "missing .* nothing was said in 'stat/clok_plug/RESULT'.* whether the bench file has its topics");
  }

  private void devices() throws IOException, InterruptedException {
    written(
        "mac: " + BenchOfParts.KETTLE.mac(),
        "mac: 02:00:5e:00:53:77",
        "mac: 02:00:5e:00:53:77",
        "cannot tell .* nobody behind lan0 has the MAC address 02:00:5e:00:53:77 now");
    bench.run(bench.device("bulb").off().toString());
    bench.run("ip", "neigh", "flush", "all");
    said(
        "the bulb is unplugged",
        "mac: " + BenchOfParts.BULB.mac(),
        "cannot tell .* says that it is on, and nobody behind lan0 has the MAC address .*is the device in this LAN");
    bench.run(bench.device("bulb").on().toString());
  }

  private void programs() throws IOException, InterruptedException {
    written(
        "taps: {Power: [" + bench.folder(),
        "taps: {Power: [" + bench.folder() + "/nowhere",
        "taps: {Power",
        "missing .* the program '.*nowhere/hap', which taps \"Power\" of the app 'hub', cannot be run");
    written(
        "status: [" + bench.folder(),
        "status: [" + bench.folder() + "/nowhere",
        "status: [" + bench.folder(),
        "missing .*nowhere/hap");
    written(
        "/chromedriver", "/chromediver", "appium: http", "missing .* did not open a session: .*");
    written(
        "binary: /usr/bin/chromium",
        "binary: /usr/bin/cromium",
        "appium: http",
        "missing .* did not open a session: .*");
  }

  private void box() throws IOException, InterruptedException {
    ended(
        "dnsmasq",
        "started",
        "dns: ",
        "missing .* the resolver 192.0.2.53, which ours asks, does not answer");
    written(
        "last: 198.18.0.199",
        "last: 198.18.9.199",
        "dhcp: ",
        "missing .* 198.18.9.199 is in no network of lan0");
    broken(
        "ip link set wan0 down",
        "upstream: ",
        "missing .* wan0 \\('upstream'\\) is down: ip link set wan0 up",
        "ip link set wan0 up");
    bench.run("ip", "route", "replace", "default", "via", "198.19.0.1");
    broken(
        "sysctl -qw net.ipv4.ip_forward=0",
        "upstream: ",
        "missing .* this machine forwards no packets: sysctl -w net.ipv4.ip_forward=1",
        "sysctl -qw net.ipv4.ip_forward=1");
    broken(
        "ip addr del 198.18.0.1/24 dev lan0",
        "address: 198.18.0.1",
        "missing .* lan0 does not have the address 198.18.0.1: ip addr add 198.18.0.1/24 dev lan0",
        "ip addr add 198.18.0.1/24 dev lan0");
    keepTime("server 203.0.113.99 iburst");
    said(
        "nobody keeps the clock",
        "gateway:",
        "missing .* the clock is not synchronised, says chronyd");
    keepTime("server 203.0.113.40 iburst");
  }

  /** Two plugs in the wrong places: no trial says anything of a device whose supply is another. */
  private void swapped() throws IOException, InterruptedException {
    String file = bench.file();
    String kasa = line(file, "control: kasa");
    String snmp = line(file, "control: snmp");
    files.put("labs/physical.yaml", file.replace(kasa, "@").replace(snmp, kasa).replace("@", snmp));
    TestersFolder.Said said =
        files.said(bench, files.run("--protocol", "fixed-1", "--device", "bulb,kettle"));
    assertThat(said.text())
        .containsPattern("bulb cannot be used on this bench: .*But kettle")
        .contains("the plugs are mixed up, or the bench file has them so")
        .doesNotContainPattern("test:\\d+/tcp +(blockable|required)");
    assertThat(said.code()).as(said.text()).isEqualTo(1);
    System.out.println(said.text());
  }

  private static String line(String file, String part) {
    return file.lines().filter(line -> line.contains(part)).findFirst().orElseThrow();
  }

  private void ended(String part, String begins, String at, String pattern)
      throws IOException, InterruptedException {
    bench.end(part);
    said(part + " ended", at, pattern);
    bench.begin(part, begins);
  }

  private void written(String right, String wrong, String at, String pattern)
      throws IOException, InterruptedException {
    String file = bench.file();
    assertThat(file).contains(right);
    files.put("labs/physical.yaml", file.replaceFirst(Pattern.quote(right), wrong));
    said(wrong, at, pattern);
    files.put("labs/physical.yaml", file);
  }

  private void broken(String command, String at, String pattern, String mended)
      throws IOException, InterruptedException {
    bench.run(command.split(" "));
    said(command, at, pattern);
    bench.run(mended.split(" "));
  }

  /** The line of the file, and no other, is not good. */
  private void said(String what, String at, String pattern)
      throws IOException, InterruptedException {
    TestersFolder.Said said = check();
    List<String> file = Files.readAllLines(files.lab());
    int number = 1 + file.indexOf(line(String.join("\n", file), at));
    List<String> bad =
        said.text().lines().filter(line -> line.matches("(missing|cannot tell) .*")).toList();
    System.out.printf("%s:%n  %s%n", what, String.join("\n  ", bad).replace(folder + "/", ""));
    soft.assertThat(said.code()).as(what + "\n" + said.text()).isEqualTo(1);
    if (!CUTS_OFF.matcher(what).matches()) {
      soft.assertThat(bad).as(what + "\n" + said.text()).hasSize(1);
    }
    soft.assertThat(said.text())
        .as(what)
        .containsPattern("(?m)^" + pattern.replaceFirst(" \\.\\* ", " .*:" + number + ": .*"));
  }

  private TestersFolder.Said check() throws IOException, InterruptedException {
    return files.said(bench, "lab", "check", files.lab().toString());
  }

  /** The box has its time from the bench's Internet, as devices have. */
  private void keepTime(String settings) throws IOException, InterruptedException {
    if (bench.has("time")) {
      bench.end("time");
    }
    Path pid = bench.folder().resolve("time.pid");
    Files.deleteIfExists(pid);
    bench.part(
        NamespaceName.GATEWAY,
        "time",
        List.of(
            "chronyd",
            "-d",
            "-x",
            "-u",
            "root",
            "pidfile " + pid,
            "bindcmdaddress /",
            "port 0",
            settings));
    while (!bench.answers("chronyc", "-n", "-c", "tracking")) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    for (int tenths = 0;
        settings.contains(".40") && bench.run("chronyc", "-c", "tracking").contains("Not");
        tenths++) {
      assertThat(tenths).as("tenths of a second").isLessThan(300);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
