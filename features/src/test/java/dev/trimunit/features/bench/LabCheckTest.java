// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.needs.Needs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code trimunit lab check} on a bench that is whole, and with each part of it broken. */
@Tag("slow")
@Needs(
    programs = {"dnsmasq", "nft", "tcpdump", "ip", "sysctl", "chronyd", "chronyc", "curl"},
    also = Namespaces.class)
final class LabCheckTest {
  @TempDir private Path folder;
  private BenchOfNamespaces bench;
  private TestersFolder files;
  private Process time;

  private record Broken(String right, String wrong, String said) {}

  /** What is written wrongly, or is not there, and the one line that is not good then. */
  private List<Broken> wrong(Path open, Path missing) {
    String status = bench.place("bulb").folder().resolve("status").toString();
    String mac = bench.place("bulb").station().mac().toString();
    return List.of(
        new Broken(
            "lan: lan0",
            "lan: lan9",
            "missing .*:2: there is no interface lan9 \\('lan'\\): this machine has lan0, "),
        new Broken(
            "address: 198.18.0.1\n",
            "address: [198.18.0.1, 198.18.0.9]\n",
            "missing .*:3: lan0 does not have the address 198.18.0.9: ip addr add 198.18.0.9/24 dev lan0"),
        new Broken(
            "upstream: wan0",
            "upstream: wan7",
            "missing .*:4: there is no interface wan7 \\('upstream'\\)"),
        new Broken(
            "dns: 192.0.2.53",
            "dns: 192.0.2.54",
            "missing .*:5: the resolver 192.0.2.54, which ours asks, does not answer: look at the cable"),
        new Broken("nat: yes", "nat: yep", "missing .*:6: 'nat': "),
        new Broken(
            "devices:",
            "dhcp: {server: ours, first: 198.18.7.100, last: 198.18.7.199}\ndevices:",
            "missing .*:7: 198.18.7.100 is in no network of lan0, which has .*198.18.0.0/24.*: give out addresses of that network"),
        new Broken(
            mac,
            "02:00:5e:00:53:77",
            "cannot tell .*:9: .* nobody behind lan0 has the MAC address 02:00:5e:00:53:77 now: is it the device's own"),
        new Broken(
            status,
            status + "-none",
            "missing .*:11: the supply of bulb .* does not answer: .*status-none"),
        new Broken(
            "says-on: \"on\"",
            "says-on: \"up\"",
            "missing .*:11: the supply of bulb .* does not answer: "),
        new Broken(
            "ready: port 8080",
            "ready: soon",
            "missing .*:20: 'ready': 'soon' says nothing of when a device is ready"),
        new Broken(
            "    ready: port 8080",
            "    picture: {command: [no-such-camera]}\n    ready: port 8080",
            "missing .*:20: The command 'no-such-camera' for a picture of bulb cannot be started"),
        new Broken(
            "LAN: of-bulb",
            "LAN: off-bulb",
            "missing .*:19: unknown phone at the vantage LAN 'off-bulb'; did you mean 'of-bulb'\\?"),
        new Broken(
            "appium: \"http", "appium: \"ftp", "missing .*:25: 'appium': this is no address"),
        new Broken(
            "vantage: LAN, appium",
            "vantage: [LAN, WAN], wifi: {switch: {control: command, on: [x], off: [x], status: [no-such-program], says-on: a, says-off: b}}, appium",
            "missing .*:25: nobody can tell whether the Wi-Fi of phone 'of-bulb' is on: .*no-such-program"),
        new Broken(
            "appium: \"http://127.0.0.1",
            "appium: \"http://127.0.0.2",
            "missing .*:25: the server of phone 'of-bulb' at http://127.0.0.2:\\d+/ does not answer \\(.*\\): start it"),
        new Broken(
            "devices:",
            "secrets: " + open + "\ndevices:",
            "missing .*:7: The file of secrets .* has the permissions rw-r--r--: only its owner may read it. Do: chmod 600 "),
        new Broken(
            "devices:",
            "secrets: " + missing + "\ndevices:",
            "missing .*:7: The file of secrets .*none cannot be read: write it"));
  }

  @Test
  @Timeout(600)
  void each_part_that_is_broken_is_the_one_line_that_is_not_good() throws Exception {
    try (BenchOfNamespaces opened = BenchOfNamespaces.open(folder, "bulb")) {
      bench = opened;
      files = new TestersFolder(folder);
      files.write(bench.file(), "bulb");
      bench.run(bench.place("bulb").folder().resolve("on").toString());
      SoftAssertions soft = new SoftAssertions();
      keepTime("local stratum 8");
      TestersFolder.Said whole = check();
      soft.assertThat(whole.code()).as(whole.text()).isZero();
      soft.assertThat(whole.text())
          .contains("good         " + files.lab() + ":1: this machine has nft, ip")
          .contains(":3: lan0 has the address 198.18.0.1")
          .contains(":3: port 53 of 198.18.0.1 is free for our resolver")
          .contains(":5: the resolver 192.0.2.53 answers")
          .containsPattern(
              ":11: the supply of bulb .* says that it is on, and bulb was seen at 198")
          .containsPattern(":25: the server of phone 'of-bulb' at http://127.0.0.1:\\d+/ is ready")
          .contains(":25: phone 'of-bulb' may tap away 'Later', id 'close_rating'")
          .contains(":25: phone 'of-bulb' opened a session (ANDROID")
          .contains(":25: phone 'of-bulb' has the app com.example.bulb of bulb, version 1")
          .contains(":1: the clock is kept by chronyd")
          .containsPattern(":1: /\\S* has [\\d,]+ MiB free")
          .contains("0 missing, 0 cannot be told. Nothing was switched or blocked.");

      Path open = Files.writeString(folder.resolve("open"), "A=b\n");
      for (Broken broken : wrong(open, folder.resolve("none"))) {
        String right = bench.file();
        assertThat(right).contains(broken.right());
        files.write(right.replaceFirst(Pattern.quote(broken.right()), broken.wrong()), "bulb");
        soft(soft, broken.said(), broken.wrong());
      }

      files.write(bench.file(), "bulb");
      broken(
          soft,
          "ip link set wan0 down",
          "missing .*:4: wan0 \\('upstream'\\) is down: ip link set wan0 up");
      bench.run("ip", "link", "set", "wan0", "up");
      bench.run("ip", "route", "replace", "default", "via", "198.19.0.1");
      broken(
          soft,
          "sysctl -qw net.ipv4.ip_forward=0",
          "missing .*:4: this machine forwards no packets: sysctl -w net.ipv4.ip_forward=1");
      bench.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
      files.write(
          bench
              .file()
              .replace(
                  "address: 198.18.0.1\n",
                  "address: [198.18.0.1, \"%s\"]\n".formatted(Network.LAN.ipv6(1))),
          "bulb");
      broken(
          soft,
          "sysctl -qw net.ipv6.conf.all.forwarding=0",
          "missing .*:4: this machine forwards no IPv6 packets: sysctl -w net.ipv6.conf.all.forwarding=1");
      files.write(bench.file(), "bulb");
      phones(soft);
      keepTime("");
      soft(
          soft,
          "missing .*:1: the clock is not synchronised, says chronyd: look whether its servers are reached",
          "a clock that nobody keeps");
      keepTime("local stratum 8");
      bench.run("mkdir", "/run/small");
      bench.run("mount", "-t", "tmpfs", "-o", "size=8m", "small", "/run/small");
      String[] command = {"env", "-C", "/run/small"};
      soft(
          soft,
          files.said(bench, List.of(command), "lab", "check", files.lab().toString()),
          "missing .*:1: /run/small has only 8 MiB free, and a run may write 1,024 MiB",
          "a full disk");
      Process other =
          bench.start(
              List.of(
                  "dnsmasq",
                  "--no-daemon",
                  "--conf-file=/dev/null",
                  "--no-resolv",
                  "--pid-file=",
                  "--bind-interfaces",
                  "--listen-address=198.18.0.1",
                  "--except-interface=lo"),
              folder.resolve("other.txt"));
      while (!Files.readString(folder.resolve("other.txt")).contains("started")) {
        assertThat(other.isAlive()).isTrue();
        other.waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
      soft(
          soft,
          "missing .*:3: something else answers at port 53 of 198.18.0.1, where our resolver must",
          "another resolver");
      other.descendants().forEach(ProcessHandle::destroyForcibly);
      soft.assertThat(bench.place("bulb").hasPower()).isTrue();
      soft.assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
      soft.assertAll();
    }
  }

  /** The phone's part: each thing is put right again. */
  private void phones(SoftAssertions soft) throws IOException, InterruptedException {
    String file = bench.file();
    String server = bench.place("bulb").server();
    String nobody = bench.answering(PhonelessServer.class);
    files.write(file.replace(server, nobody), "bulb");
    soft(
        soft,
        "missing .*:25: The phone of-bulb at http://127.0.0.1:\\d+/ did not open a session: .*Could not find a connected Android device in 20000ms.* whether 'adb devices' lists the phone",
        "no phone");
    files.write(file, "bulb");

    tell(server, "mobile: lock");
    soft(
        soft,
        "missing .*:25: phone 'of-bulb' opened a session \\(ANDROID.*\\) and is locked: unlock it",
        "a locked phone");
    tell(server, "mobile: unlock");

    files.device("bulb", "com.example.lamp");
    soft(
        soft,
        "missing .*:25: phone 'of-bulb' does not have the app com.example.lamp of bulb: install it",
        "no app");
    files.device("bulb", "com.example.bulb");

    Path picture = folder.resolve("references/bulb/on.png");
    Files.createDirectories(picture.getParent());
    ImageIO.write(new BufferedImage(7, 9, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    soft(
        soft,
        "cannot tell .*:25: the screen of phone 'of-bulb' is \\d+ x \\d+, but references/bulb/on.png has 7 x 9",
        "references of another phone");
    Files.delete(picture);
  }

  /** What somebody does with the phone by hand. */
  private void tell(String address, String script) {
    String server = address.replaceAll("/$", "");
    String json = "Content-Type: application/json; charset=utf-8";
    String session =
        bench
            .run("curl", "-sfH", json, "-d", "{\"capabilities\":{}}", server + "/session")
            .replaceAll("(?s).*\"sessionId\":\"([^\"]+)\".*", "$1");
    String opened = server + "/session/" + session;
    String asked = "{\"script\":\"%s\",\"args\":[{}]}".formatted(script);
    bench.run("curl", "-sfH", json, "-d", asked, opened + "/execute/sync");
    bench.run("curl", "-sfX", "DELETE", opened);
  }

  /** Starts chronyd with these settings, instead of the one that runs. */
  private void keepTime(String settings) throws IOException, InterruptedException {
    if (time != null) {
      time.descendants().forEach(ProcessHandle::destroyForcibly);
      time.waitFor();
    }
    List<String> command = new ArrayList<>(List.of("chronyd", "-d", "-x", "-u", "root"));
    command.addAll(List.of("pidfile /run/time.pid", "bindcmdaddress /", "port 0"));
    command.add(settings.isEmpty() ? "server 192.0.2.99" : settings);
    time = bench.start(command, folder.resolve("time.txt"));
    while (!bench.answers("chronyc", "-n", "-c", "tracking")) {
      assertThat(time.isAlive()).as(Files.readString(folder.resolve("time.txt"))).isTrue();
      time.waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS);
    }
  }

  private TestersFolder.Said check() throws IOException, InterruptedException {
    return files.said(bench, "lab", "check", files.lab().toString());
  }

  private void broken(SoftAssertions soft, String command, String said)
      throws IOException, InterruptedException {
    bench.run(command.split(" "));
    soft(soft, said, command);
  }

  private void soft(SoftAssertions soft, String pattern, String what)
      throws IOException, InterruptedException {
    soft(soft, check(), pattern, what);
  }

  private void soft(SoftAssertions soft, TestersFolder.Said said, String pattern, String what) {
    soft.assertThat(said.code()).as(what + "\n" + said.text()).isEqualTo(1);
    soft.assertThat(said.text()).as(what).containsPattern("(?m)^" + pattern);
  }

  /** The same lines, for whoever runs Maven on the box. */
  @Test
  @Timeout(120)
  void a_check_of_all_files_tells_what_the_bench_lacks_if_a_run_would_open_it() throws Exception {
    try (BenchOfNamespaces opened = BenchOfNamespaces.open(folder, "bulb")) {
      bench = opened;
      files = new TestersFolder(folder);
      files.write(bench.file().replace("upstream: wan0", "upstream: wan7"), "bulb");
      TestersFolder.Said said = files.said(bench, "check", folder.toString(), "--lab", "physical");
      assertThat(said.text())
          .contains("labs/physical.yaml:4: there is no interface wan7 ('upstream')");
      assertThat(said.code()).isEqualTo(1);
      assertThat(files.said(bench, "check", folder.toString()).text()).doesNotContain("wan7");
    }
  }
}
