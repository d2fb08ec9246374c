// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.needs.AsRoot;
import dev.trimunit.needs.Machine;
import dev.trimunit.needs.Needs;
import dev.trimunit.reports.accepted.Found;
import dev.trimunit.reports.allure.AllureResults;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.evidence.OpenedBundle;
import dev.trimunit.reports.exports.Exports;
import dev.trimunit.reports.tables.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every output but the page and Allure, which have tests of their own, fed with hostile names. */
@Tag("slow")
final class HostileOutputsTest {
  private static final RunData RUN = HostileNames.run();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"destinations", "blockability", "traffic", "dns-behaviour"})
  void no_cell_of_a_table_is_a_formula_and_no_row_is_torn(String table) {
    List<List<String>> rows =
        cells(MemoryOutput.of(new Tables(), RUN).text("tables/" + table + ".csv"));
    assertThat(rows)
        .hasSizeGreaterThan(1)
        .allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.get(0)));
    assertThat(rows.stream().flatMap(List::stream))
        .noneMatch(cell -> cell.matches("(?s)[-=+@|%\t\r\n].*"));
  }

  /** By RFC 4180. */
  private static List<List<String>> cells(String text) {
    List<List<String>> rows = new ArrayList<>(List.of(new ArrayList<>()));
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        cell.append(doubled ? "\"" : "");
        i += doubled ? 1 : 0;
        quoted = doubled || !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        rows.get(rows.size() - 1).add(cell.toString().replaceAll("\r$", ""));
        cell.setLength(0);
        if (c == '\n') {
          rows.add(new ArrayList<>());
        }
      } else {
        cell.append(c);
      }
    }
    rows.remove(rows.size() - 1);
    return rows;
  }

  /** Every report and bundle; a device's id cannot be a path, as the model refuses such ids. */
  @Test
  void nothing_is_written_outside_of_the_folder() throws IOException {
    Path output = folder.resolve("run/trimunit");
    RunData run = EvidenceBundles.write(RUN, new FolderOutput(output));
    ReportParts parts = new ReportParts();
    ReportListener.write(run, new FolderOutput(output), parts);
    parts.rethrow(output);
    new AllureResults(folder.resolve("run/allure-results")).write(run);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()))
          .hasSizeGreaterThan(40)
          .allMatch(f -> f.matches("run/(trimunit|allure-results)/([A-Za-z0-9._-]+/){0,3}[ -~]+"))
          .noneMatch(f -> f.contains(".."));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/tmp/x", "a/../../x", "..", "evidence/../../x"})
  void a_folder_refuses_what_would_lie_outside(String name) {
    FolderOutput output = new FolderOutput(folder.resolve("deep/run"));
    assertThatThrownBy(() -> output.write(name, new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("would lie outside");
  }

  @Test
  void json_holds_the_names_as_they_are_and_is_read_back() throws IOException {
    String text = MemoryOutput.of(new VerdictsJson(), RUN).text("verdicts.json");
    JsonNode device = new ObjectMapper().readTree(text).at("/devices/0");
    assertThat(device.path("name").asText()).isEqualTo(HostileNames.TEXT);
    assertThat(device.path("destinations").findValuesAsText("host"))
        .containsAll(HostileNames.names().stream().map(String::valueOf).toList());
    Path file = Files.writeString(folder.resolve("verdicts.json"), text);
    assertThat(VerdictsFile.read(file, 5).devices().get("evil").destinations())
        .isEqualTo(Found.in(RUN.devices().get(0)).destinations());
  }

  @Test
  void accepted_behaviour_is_read_back_as_it_was_written() throws IOException {
    String text = AcceptedFile.text(Found.in(RUN.devices().get(0)));
    Path file = Files.writeString(folder.resolve("evil.yaml"), text);
    assertThat(AcceptedFile.read(file.toUri().toURL())).isEqualTo(Found.in(RUN.devices().get(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rpz.zone",
        "unbound.conf",
        "dnsmasq.conf",
        "hosts",
        "adguard.txt",
        "pihole.txt",
        "nftables.nft"
      })
  void a_list_says_nothing_but_what_it_should(String name) {
    String text = MemoryOutput.of(new Exports(), RUN).text("exports/evil/" + name);
    assertThat(text).matches("[ -~\\n]*");
    assertThat(text.lines().filter(line -> !line.strip().matches("[#;!].*")))
        .noneMatch(line -> line.contains("bank"))
        .noneMatch(line -> line.matches(".*(script|onerror|reboot|include|wildcard|passwd).*"))
        .anyMatch(line -> line.contains(name.endsWith("nft") ? "203.0.113.7" : "ok.example"))
        .noneMatch(line -> line.contains("needed.example"));
  }

  @Test
  @Needs(programs = {"named-checkzone", "unbound-checkconf", "dnsmasq"})
  void resolvers_read_what_hostile_names_leave() throws Exception {
    reads("rpz.zone", "named-checkzone", "evil.rpz.invalid", "rpz.zone");
    reads("unbound.conf", "unbound-checkconf", "unbound.conf");
    reads("dnsmasq.conf", "dnsmasq", "--test", "--conf-file=dnsmasq.conf");
  }

  @Test
  @Needs(programs = "nft", also = AsRoot.class)
  void the_firewall_reads_what_hostile_names_leave() throws Exception {
    reads("nftables.nft", "nft", "-c", "-f", "nftables.nft");
  }

  private void reads(String name, String... command) throws Exception {
    Files.writeString(
        folder.resolve(name), MemoryOutput.of(new Exports(), RUN).text("exports/evil/" + name));
    command[0] = Machine.program(command[0]);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void the_profile_is_json_and_names_hosts_only_where_hosts_belong() throws IOException {
    String text = MemoryOutput.of(new MudProfile(), RUN).text("exports/evil/mud.json");
    JsonNode profile = new ObjectMapper().readTree(text);
    assertThat(profile.at("/ietf-mud:mud/systeminfo").asText()).hasSizeLessThanOrEqualTo(60);
    assertThat(profile.findValuesAsText("ietf-acldns:dst-dnsname")).containsOnly("needed.example");
    assertThat(profile.at("/ietf-mud:mud/mud-url").asText())
        .isEqualTo("https://trimunit.invalid/evil/mud.json");
  }

  @Test
  void bundles_lie_where_they_should_and_hold_what_they_may() throws IOException {
    RunData run = EvidenceBundles.write(RUN, new FolderOutput(folder.resolve("out")));
    assertThat(run.evidence().bundles()).hasSize(RUN.devices().get(0).verdicts().size());
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .hasSize(run.evidence().bundles().size())
          .allMatch(f -> f.startsWith(folder.resolve("out/evidence/evil")))
          .allMatch(f -> f.getFileName().toString().matches("[a-z0-9][a-z0-9._-]{1,140}\\.zip"));
    }
    for (var bundle : run.evidence().bundles().values()) {
      OpenedBundle opened = OpenedBundle.read(folder.resolve("out").resolve(bundle.path()));
      assertThat(opened.problems()).isEmpty();
      assertThat(opened.names()).allMatch(n -> n.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*"));
    }
  }

  @Test
  void what_is_said_on_a_terminal_is_plain_text() throws IOException {
    MemoryOutput out = MemoryOutput.of(new VerdictsJson(), RUN);
    Path before = Files.writeString(folder.resolve("a.json"), out.text("verdicts.json"));
    String other =
        out.text("verdicts.json").replaceAll("(\"verdict\" : )\"BLOCKABLE\"", "$1\"REQUIRED\"");
    Path after = Files.writeString(folder.resolve("b.json"), other);
    RunData run = EvidenceBundles.write(RUN, new FolderOutput(folder.resolve("out")));
    List<String> replay = new ArrayList<>(List.of("replay"));
    run.evidence()
        .bundles()
        .values()
        .forEach(b -> replay.add(folder.resolve("out/" + b.path()).toString()));
    for (List<String> command :
        List.of(List.of("compare", before.toString(), after.toString()), replay)) {
      StringWriter said = new StringWriter();
      PrintWriter writer = new PrintWriter(said);
      ResultCommands.execute(writer, writer, command.toArray(String[]::new));
      assertThat(said.toString()).contains("<script>alert(1)</script>.example");
      assertThat(said.toString().codePoints().filter(c -> c != '\n'))
          .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
  }

  @Test
  void the_json_of_commands_is_json() throws IOException {
    String text = MemoryOutput.of(new VerdictsJson(), RUN).text("verdicts.json");
    Path file = Files.writeString(folder.resolve("verdicts.json"), text);
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    assertThat(
            ResultCommands.execute(
                writer, writer, "compare", "--json", file.toString(), file.toString()))
        .isZero();
    assertThat(new ObjectMapper().readTree(said.toString()).path("same").asBoolean()).isTrue();
  }
}
