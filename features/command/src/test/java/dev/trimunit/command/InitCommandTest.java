// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@ResourceLock(Resources.SYSTEM_OUT)
@Tag("slow")
final class InitCommandTest {
  private static final String SCHEMA =
      "# yaml-language-server: $schema=../schemas/device.schema.json\n";
  private static final MacAddress GATEWAY = MacAddress.parse("02:00:5e:00:53:fe");
  private static final MacAddress PLUG = MacAddress.parse("02:00:5e:00:53:01");
  private static final MacAddress OTHER = MacAddress.parse("02:00:5e:00:53:02");
  private static final IpAddress RESOLVER = IpAddress.parse("192.168.7.1");

  @TempDir Path folder;

  private Path project() {
    return folder.resolve("project");
  }

  private Trimunit init(Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "init";
    all[1] = "shop-plug";
    all[2] = "--folder";
    all[3] = project();
    System.arraycopy(more, 0, all, 4, more.length);
    return Trimunit.said(all);
  }

  private String file(String name) throws IOException {
    return Files.readString(project().resolve("src/test/resources").resolve(name));
  }

  private static void requireRight(Path project) {
    Trimunit said = Trimunit.said("check", project);
    assertThat(said.code()).as(said.text()).isZero();
  }

  /** A capture in which hosts ask for names and then contact them. */
  private Path capture(String[]... contacts) throws IOException {
    Path file = folder.resolve("capture.pcap");
    try (PcapWriter writer = new PcapWriter(file)) {
      int next = 1;
      for (String[] contact : contacts) {
        MacAddress mac = MacAddress.parse(contact[0]);
        IpAddress here = IpAddress.parse("192.168.7." + (mac.equals(PLUG) ? 20 : 21));
        String there = "203.0.113." + next;
        Instant time = Instant.ofEpochSecond(next++);
        Record question = Record.newRecord(Name.fromString(contact[1] + "."), Type.A, DClass.IN);
        Message query = Message.newQuery(question);
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        answer.addRecord(
            new ARecord(question.getName(), DClass.IN, 60, InetAddress.getByName(there)),
            Section.ANSWER);
        int port = Integer.parseInt(contact[2]);
        writer.write(time, Frames.udp(mac, GATEWAY, here, RESOLVER, 4000, 53, query.toWire()));
        writer.write(time, Frames.udp(GATEWAY, mac, RESOLVER, here, 53, 4000, answer.toWire()));
        writer.write(
            time, Frames.udp(mac, GATEWAY, here, IpAddress.parse(there), 4001, port, new byte[48]));
      }
    }
    return file;
  }

  private static String[] contact(MacAddress mac, String name, int port) {
    return new String[] {mac.toString(), name, String.valueOf(port)};
  }

  @Test
  void a_new_project_is_right_and_runs_with_its_own_step() throws IOException {
    Trimunit said = init("--name", "Shop plug 2", "--noun", "plug");

    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text()).contains("devices/shop-plug.yaml", "check", "run", "mvn verify");
    assertThat(file("devices/shop-plug.yaml")).contains("name: \"Shop plug 2\"", "noun: plug");
    assertThat(project().resolve("src/test/java/com/example/OwnSteps.java")).isRegularFile();
    assertThat(project().resolve(".gitignore")).isRegularFile();
    assertThat(project().resolve(".vscode/settings.json")).isRegularFile();
    assertThat(file("devices/shop-plug.yaml")).startsWith(SCHEMA);
    assertThat(file("schemas/device.schema.json")).contains("TrimUnit device file");
    requireRight(project());
    Trimunit run =
        Trimunit.said(
            "run", project(), "-Dtrimunit.journal=" + folder.resolve("journal"), "--vantage=LAN");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(project().resolve("target/partial/trimunit/verdicts.json")).isRegularFile();
  }

  @Test
  void nothing_of_a_template_is_left_to_fill_in() throws IOException {
    init();

    try (var files = Files.walk(project())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file.toString()).doesNotContain("__");
        if (!file.toString().endsWith(".png")) {
          assertThat(Files.readString(file))
              .as("%s", file)
              .doesNotContain("${deviceId}", "${package}");
        }
      }
    }
  }

  @Test
  void what_is_there_is_not_overwritten() throws IOException {
    init();
    String before = file("devices/shop-plug.yaml");

    Trimunit again = init("--noun", "socket");

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.text()).contains("is not empty").contains("trimunit new <id>");
    assertThat(file("devices/shop-plug.yaml")).isEqualTo(before);
  }

  @Test
  void a_capture_fills_in_destinations_and_parties() throws IOException {
    Path capture =
        capture(
            contact(PLUG, "device.shop-vendor.example", 443),
            contact(PLUG, "0.pool.ntp.org", 123),
            contact(PLUG, "it's'quoted.example", 8883));

    Trimunit said = init("--from", capture, "--manufacturer", "Shop-Vendor");

    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text()).contains("From the capture: 2 destinations");
    assertThat(file("devices/shop-plug.yaml"))
        .contains("destination: 'device.shop-vendor.example:443/udp', protocol: data, after: 0 ms")
        .contains("'ntp.org': support")
        .contains("manufacturer: \"Shop-Vendor\"")
        .doesNotContain("quoted.example", "tracker.example")
        .startsWith(SCHEMA);
    assertThat(file("features/shop-plug.feature")).contains("destination ntp.org is blocked");
    requireRight(project());
  }

  @Test
  void a_capture_of_several_hosts_says_how_to_choose() throws IOException {
    Path capture = capture(contact(PLUG, "a.example", 443), contact(OTHER, "b.example", 443));

    Trimunit said = init("--from", capture);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.text())
        .contains("holds 2 hosts. Choose one with --device:")
        .contains(PLUG + " (192.168.7.20, 1 destination)");
    assertThat(project()).doesNotExist();

    assertThat(init("--from", capture, "--device", OTHER).code()).isZero();
    assertThat(file("devices/shop-plug.yaml")).contains("b.example").doesNotContain("a.example:");
    assertThat(file("features/shop-plug.feature")).doesNotContain("time servers");
    requireRight(project());
  }

  @Test
  void a_device_is_added_once() throws IOException {
    init();
    Path schema = project().resolve("src/test/resources/schemas/device.schema.json");
    Files.delete(schema);

    Trimunit said = Trimunit.said("new", "shop-plug-2", "--folder", project(), "--noun", "plug");
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text()).contains("Similar ids are there already: shop-plug");
    assertThat(file("features/shop-plug-2.feature")).contains("@device=shop-plug-2");
    assertThat(file("devices/shop-plug-2.yaml")).startsWith(SCHEMA);
    assertThat(schema).isRegularFile();
    requireRight(project());

    Trimunit again = Trimunit.said("new", "shop-plug-2", "--folder", project());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.text()).contains("devices/shop-plug-2.yaml", "nothing is overwritten");
  }

  @Test
  void names_that_differ_in_digits_only_are_told() throws IOException {
    Trimunit said =
        init(
            "--from",
            capture(
                contact(PLUG, "s1.g.example", 443),
                contact(PLUG, "s17.g.example", 443),
                contact(PLUG, "s3.g.example", 443)));

    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text())
        .contains("From the capture: 3 destinations. Say")
        .contains("3 destinations of 192.168.7.20 differ in digits only: s1.g.example:")
        .contains("If they change from boot to boot, a run takes them for one.");
  }

  @Test
  void one_is_told_as_one() throws IOException {
    Trimunit said = init("--from", capture(contact(PLUG, "cloud.g.example", 443)));
    assertThat(said.text()).contains("From the capture: 1 destination. Say");
  }
}
