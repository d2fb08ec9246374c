// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.devices.capture.DnsBytes;
import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("slow")
final class DestinationsCommandTest {
  private static final MacAddress DEVICE = MacAddress.parse("02:00:5e:00:53:01");
  private static final MacAddress GATEWAY = MacAddress.parse("02:00:5e:00:53:fe");
  private static final IpAddress HERE = IpAddress.parse("192.168.7.20");
  private static final IpAddress RESOLVER = IpAddress.parse("192.168.7.1");

  @TempDir private Path folder;
  private Path out;
  private final StringWriter printed = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void folders() throws IOException {
    out = folder.resolve("out");
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
  }

  private int run(Object... arguments) {
    CommandLine line = new CommandLine(new DestinationsCommand());
    line.setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(errors, true));
    return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private Path capture(String file, String... names) throws IOException {
    Path path = folder.resolve(file);
    try (PcapWriter writer = new PcapWriter(path)) {
      for (int i = 0; i < names.length; i++) {
        String name = names[i];
        String address = "203.0.113." + (7 + i);
        byte[] query = DnsBytes.query(1, name, 1).bytes();
        byte[] answer = DnsBytes.answer(1, name, 1).address(name, address).bytes();
        int port = 4000 + i;
        writer.write(Instant.EPOCH, Frames.udp(DEVICE, GATEWAY, HERE, RESOLVER, port, 53, query));
        writer.write(Instant.EPOCH, Frames.udp(GATEWAY, DEVICE, RESOLVER, HERE, 53, port, answer));
        IpAddress there = IpAddress.parse(address);
        writer.write(
            Instant.EPOCH, Frames.udp(DEVICE, GATEWAY, HERE, there, port, 123, new byte[48]));
      }
    }
    return path;
  }

  private String result(String file) throws IOException {
    return Files.readString(out.resolve(file));
  }

  @Test
  void a_line_per_destination() throws IOException {
    assertThat(run("--out", out, capture("a/x.pcap", "ntp.example"))).isZero();
    assertThat(result("x.pcap.tsv"))
        .isEqualTo("192.168.7.20\tntp.example\tudp\t123\t1\t90\t0\t0\tNTP\t\n");
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void names_cannot_break_lines_or_become_formulas() throws IOException {
    capture("a/1.pcap", "=cmd|' /C calc'!A0\n\t\r");
    capture("a/2.pcap", "-1+1");
    capture("a/3.pcap", "-ok-.example");
    assertThat(run("--out", out, folder.resolve("a"))).isZero();
    assertThat(result("1.pcap.tsv"))
        .startsWith("192.168.7.20\t\\061cmd|'\\032/c\\032calc'!a0\\010\\009\\013\tudp\t");
    assertThat(result("1.pcap.tsv").lines()).hasSize(1);
    assertThat(result("2.pcap.tsv")).startsWith("192.168.7.20\t\\0451+1\t");
    assertThat(result("3.pcap.tsv")).startsWith("192.168.7.20\t-ok-.example\t");
  }

  @Test
  void names_that_differ_in_digits_only_are_listed_one_by_one_and_told() throws IOException {
    Path file =
        capture(
            "a/x.pcap", "s1.g.example", "s17.g.example", "s3.g.example", "s20.g.example", "g.test");
    assertThat(run("--out", out, file)).isZero();
    assertThat(result("x.pcap.tsv").lines()).hasSize(5);
    assertThat(errors.toString().lines())
        .containsExactly(
            file
                + ": 4 destinations of 192.168.7.20 differ in digits only: s1.g.example:123/udp,"
                + " s17.g.example:123/udp, s20.g.example:123/udp and 1 more."
                + " If they change from boot to boot, a run takes them for one");
  }

  @Test
  void names_of_different_owners_and_few_names_are_not_alike() throws IOException {
    Path file =
        capture(
            "a/x.pcap",
            "s1.g.example",
            "s2.g.example",
            "shop1.com",
            "shop2.com",
            "shop3.com",
            "a.shop1.co.uk",
            "a.shop2.co.uk",
            "a.shop3.co.uk",
            "g1.example",
            "g2.example",
            "g3.example");
    assertThat(run("--out", out, file)).isZero();
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void what_is_no_capture_is_refused_and_the_others_are_done() throws IOException {
    Path text = Files.writeString(folder.resolve("text.pcap"), "no capture");
    Path good = capture("a/x.pcap", "ntp.example");
    assertThat(run("--out", out, text, folder.resolve("missing.pcap"), good, folder.resolve("b")))
        .isEqualTo(2);
    assertThat(errors.toString())
        .contains("text.pcap: is no capture")
        .contains("missing.pcap: does not exist")
        .contains("b: holds no file that ends like a capture");
    assertThat(out).isDirectoryContaining(file -> file.endsWith("x.pcap.tsv"));
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_folder_that_cannot_be_written_gets_a_sentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(run("--out", file, capture("a/x.pcap", "one.example"))).isEqualTo(2);
    assertThat(errors.toString()).startsWith("--out: the folder " + file + " cannot be made");
  }

  @Test
  void captures_of_one_name_get_two_results_and_a_link_is_not_followed() throws IOException {
    capture("a/x.pcap", "one.example");
    capture("b/x.pcap", "two.example");
    Files.createDirectories(out);
    Path precious = Files.writeString(folder.resolve("precious"), "keep");
    Files.createSymbolicLink(out.resolve("x.pcap.tsv"), precious);
    assertThat(run("--out", out, "--threads", 1, folder.resolve("a"), folder.resolve("b")))
        .isZero();
    assertThat(result("x.pcap.tsv")).contains("one.example");
    assertThat(result("x.pcap~2.tsv")).contains("two.example");
    assertThat(precious).hasContent("keep");
  }

  @Test
  void a_device_can_be_chosen_and_prefixes_added() throws IOException {
    Path file = capture("a/x.pcap", "ntp.example");
    run("--out", out, "--device", "02-00-5E-00-53-01", file);
    assertThat(result("x.pcap.tsv")).isNotEmpty();
    run("--out", out, "--device", "192.168.7.99", file);
    assertThat(result("x.pcap.tsv")).isEmpty();
    run("--out", out, "--local-prefix", "203.0.113.0/24", file);
    assertThat(result("x.pcap.tsv")).isEmpty();
    assertThat(run("--out", out, "--local-prefix", "203.0.113.0/33", file)).isEqualTo(2);
    assertThat(run("--out", out, "--device", "bulb", file)).isEqualTo(2);
    assertThat(errors.toString()).contains("203.0.113.0/33").contains("'bulb' is neither");
  }

  @Test
  void other_formats() throws IOException {
    Path file = capture("a/x.pcap", "ntp.example");
    run("--format", "json", "--out", out, file);
    assertThat(result("x.pcap.json"))
        .contains("\"name\": \"ntp.example\"")
        .contains("\"port\": 123");
    run(file);
    assertThat(printed.toString()).contains("ntp.example:123/udp").contains("NTP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "$(reboot)`x`;rm -rf ~|&",
        "a 0 IN TXT \"x\" ; $INCLUDE /etc/passwd (",
        "\u001b]0;t\u0007\u001b[2J\r\n\u0000\u0080\u00ff",
        "\"},\"x\":[{"
      })
  void hostile_names_stay_text_in_every_format(String name) throws IOException {
    Path file = capture("a/x.pcap", name);
    for (String format : List.of("tsv", "json", "table")) {
      assertThat(run("--out", out, "--format", format, file)).isZero();
      run("--format", format, file);
    }
    JsonNode json = new ObjectMapper().readTree(result("x.pcap.json"));
    String shown = json.at("/hosts/0/destinations/0/name").asText();
    assertThat(shown).matches("[!-~]+").contains(".".repeat(name.split("\\.").length - 1));
    assertThat(result("x.pcap.tsv")).isEqualTo(line(shown));
    assertThat(result("x.pcap.txt")).contains(shown);
    String everything = result("x.pcap.tsv") + result("x.pcap.json") + result("x.pcap.txt");
    assertThat(everything + printed + errors).matches("[ -~\t\n]*");
  }

  /** A final dot tells it from the address. */
  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.99", "2001:db8::99", "[2001:db8::99]"})
  void a_name_that_looks_like_an_address_is_a_name(String name) throws IOException {
    Path file = capture("a/x.pcap", name);
    for (String format : List.of("tsv", "json")) {
      assertThat(run("--out", out, "--format", format, file)).isZero();
    }
    JsonNode json = new ObjectMapper().readTree(result("x.pcap.json"));
    assertThat(json.at("/hosts/0/destinations/0/name").asText()).isEqualTo(name + ".");
    assertThat(result("x.pcap.tsv")).isEqualTo(line(name + "."));
  }

  private static String line(String name) {
    return "192.168.7.20\t" + name + "\tudp\t123\t1\t90\t0\t0\tNTP\t\n";
  }

  @Test
  void hostile_file_names_write_into_the_folder_only_and_cannot_steer_the_terminal()
      throws IOException {
    Files.createDirectories(out);
    List<String> names =
        List.of("..pcap", "...pcap", "-x.pcap", "\n\u001b[2J..\u0007.pcap", "~.pcap");
    for (String name : names) {
      capture("a/" + name, "ntp.example");
      Files.writeString(folder.resolve("b/" + name), "no capture");
    }
    assertThat(run("--out", out.resolve("../out"), folder.resolve("a"), folder.resolve("b")))
        .isEqualTo(2);
    run("--format", "table", folder.resolve("a"));
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tsv")))
          .hasSize(names.size())
          .allMatch(file -> file.getParent().equals(out));
    }
    assertThat(printed.toString() + errors).matches("[ -~\n]*");
  }
}
