// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many runs say, one after the other. */
@Tag("slow")
final class HistoryCommandTest {
  private static final Set<Vantage> LAN = Set.of(Vantage.LAN);
  private static final UnaryOperator<String> AS_IT_IS = text -> text;

  /** As the first version of TrimUnit wrote it. */
  private static final String OLDEST =
      """
      {"$schema": "verdicts.schema.json", "version": 1, "simulated": true,
       "lab": {"key": "simulated", "kind": "simulated", "note": "SIMULATED LAB"},
       "settings": {"seed": "1", "protocol": "sequential", "device": "", "destination": ""},
       "devices": [{"id": "bulb", "name": "A bulb", "manufacturer": "", "firmware": "0.9", "app": "",
        "region": "", "trials": {"total": 9}, "calibration": [],
        "destinations": [{"destination": "cloud.example:443/tcp", "host": "cloud.example",
         "transport": "tcp", "port": 443, "party": "first", "powerExperiment": true,
         "interactionExperiment": true, "blockability": "ALL"}],
        "verdicts": [{"destination": "cloud.example:443/tcp", "functionality": "switching on",
         "vantage": "LAN", "verdict": "BLOCKABLE", "trials": 5, "passed": 5, "held": 5,
         "errorBound": 0.01, "partners": [], "trialNumbers": [4], "reason": ""}],
        "blocklists": [], "fallbacks": [], "cases": []}]}
      """;

  @TempDir Path folder;
  private String said = "";

  private int history(Object... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    String[] all =
        Stream.concat(Stream.of("history", "--out", folder.resolve("out")), Stream.of(arguments))
            .map(String::valueOf)
            .toArray(String[]::new);
    int code = ResultCommands.execute(writer, writer, all);
    said = out.toString();
    return code;
  }

  private String made(String name) {
    try {
      return Files.readString(folder.resolve("out").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String day, String verdicts) throws IOException {
    Path output = Files.createDirectories(folder.resolve("runs").resolve(day));
    Files.writeString(output.resolve("verdicts.json"), verdicts);
    Files.writeString(output.resolve("run.json"), "{\"started\": \"%sT02:00:00Z\"}".formatted(day));
    return output;
  }

  private Path run(String day, String firmware, UnaryOperator<String> change, SampleDevice device)
      throws IOException {
    return run(LabKind.SIMULATED, day, firmware, change, device);
  }

  private Path run(
      LabKind lab, String day, String firmware, UnaryOperator<String> change, SampleDevice device)
      throws IOException {
    SampleRun run = new SampleRun(List.of(device), 2, lab, List.of());
    String text =
        new String(
            MemoryOutput.of(new VerdictsJson(), MemoryOutput.data(run))
                .files()
                .get("verdicts.json"));
    return write(
        day,
        change.apply(
            text.replaceFirst("\"firmware\" : \"[^\"]*\"", "\"firmware\" : \"" + firmware + "\"")));
  }

  private static SampleDevice bulb(String... required) {
    return new SampleDevice("bulb", "A bulb", "bulb")
        .contacts("cloud.example:443/tcp", Party.FIRST)
        .contacts("ntp.example:123/udp", Party.SUPPORT)
        .needs("switching on", LAN, required);
  }

  private Path runs() {
    return folder.resolve("runs");
  }

  @Test
  void what_changed_is_told_with_its_run_and_whether_the_firmware_did() throws IOException {
    run("2026-01-01", "1.0", AS_IT_IS, bulb("cloud.example:443/tcp"));
    run("2026-01-02", "1.0", AS_IT_IS, bulb("cloud.example:443/tcp"));
    run(
        "2026-01-03",
        "1.1",
        AS_IT_IS,
        bulb("cloud.example:443/tcp", "ntp.example:123/udp")
            .contacts("ads.example:80/tcp", Party.THIRD));

    assertThat(history(runs())).as(said).isZero();
    assertThat(said).contains("3 runs, 1 device, 3 changes");
    assertThat(made("history.html"))
        .contains("firmware 1.1 instead of 1.0")
        .contains("required for switching on over LAN, was blockable")
        .contains("new (third party): blockable for switching on over LAN")
        .contains("<bdi>1.0 → 1.1</bdi>")
        .contains(
            "Simulated lab: of 2 verdicts that were settled in two runs or more, 1 were the same in all (50.0 %), 1 changed, 1 of them together with the firmware.")
        .contains(
            "aria-label=\"2026-01-01 to 2026-01-02, 2 runs: blockable; 2026-01-03, 1 run: required\"");
    assertThat(made("history.csv").lines())
        .anyMatch(
            line ->
                line.startsWith(
                    "bulb,A bulb,simulated,ntp.example:123/udp,support,switching on,LAN,blockable,2026-01-01T02:00:00Z,2026-01-02T02:00:00Z,2,1.0,1.0,"))
        .anyMatch(line -> line.startsWith("bulb,A bulb,simulated,,,,,firmware,2026-01-03"));
  }

  @Test
  void a_destination_that_is_missed_once_is_not_gone_and_one_that_stays_away_is()
      throws IOException {
    SampleDevice without =
        new SampleDevice("bulb", "A bulb", "bulb")
            .contacts("cloud.example:443/tcp", Party.FIRST)
            .needs("switching on", LAN);
    run("2026-01-01", "1", AS_IT_IS, bulb());
    run("2026-01-02", "1", AS_IT_IS, without);
    run("2026-01-03", "1", AS_IT_IS, bulb());
    assertThat(history(runs())).isZero();
    assertThat(made("history.html")).contains("Nothing changed").contains("not-contacted");

    run("2026-01-04", "1", AS_IT_IS, without);
    assertThat(history(runs())).isZero();
    assertThat(made("history.html")).contains("not contacted in the last run");

    run("2026-01-05", "1", AS_IT_IS, without);
    run("2026-01-06", "1", AS_IT_IS, bulb());
    assertThat(history(runs())).isZero();
    assertThat(made("history.html"))
        .contains("not contacted in 2 runs")
        .contains("contacted again");

    for (int day = 7; day < 20; day++) {
      run("2026-01-%02d".formatted(day), "1", AS_IT_IS, day % 4 < 2 ? bulb() : without);
    }
    assertThat(history(runs())).isZero();
    assertThat(made("history.html"))
        .contains("comes and goes: not contacted in 10 of 19 runs")
        .doesNotContain("contacted again");
  }

  @Test
  void what_a_limited_run_does_not_show_is_not_gone() throws IOException {
    run("2026-01-01", "1", AS_IT_IS, bulb());
    UnaryOperator<String> limited =
        text ->
            text.replaceFirst(
                "\"settings\" : \\{",
                "\"settings\" : {\"limits\" : \"trimunit.destination=cloud.example\",");
    SampleDevice less =
        new SampleDevice("bulb", "A bulb", "bulb")
            .contacts("cloud.example:443/tcp", Party.FIRST)
            .needs("switching on", LAN);
    run("2026-01-02", "1", limited, less);

    assertThat(history(runs())).isZero();
    assertThat(made("history.html")).contains("Nothing changed").contains("not looked at");
  }

  @Test
  void a_model_and_a_device_of_one_name_are_two() throws IOException {
    run("2026-01-01", "1", AS_IT_IS, bulb());
    run(LabKind.PHYSICAL, "2026-01-02", "1", AS_IT_IS, bulb("ntp.example:123/udp"));

    assertThat(history(runs())).isZero();
    assertThat(said).contains("2 runs, 2 devices, 0 changes");
    assertThat(made("history.html"))
        .contains("id=\"bulb-simulated\"")
        .contains("id=\"bulb-physical\"");
  }

  @Test
  void runs_that_cannot_be_read_are_named_and_the_others_told() throws IOException {
    run("2026-01-01", "1", AS_IT_IS, bulb());
    run("2026-01-02", "1", text -> text.substring(0, text.length() / 2), bulb());
    run("2026-01-03", "1", text -> text.replaceFirst("\"version\" : 1", "\"version\" : 2"), bulb());
    run("2026-01-04", "1", text -> text.replaceFirst("BLOCKABLE", "BLOCKED"), bulb());
    Files.createDirectories(runs().resolve("2026-01-05/captures"));
    Files.createDirectories(folder.resolve("empty"));
    write("2026-01-06", "");

    assertThat(history(runs(), folder.resolve("empty"))).as(said).isZero();
    assertThat(said)
        .contains("1 run, 1 device")
        .contains("2026-01-02: its verdicts.json is cut off, or no JSON")
        .contains("2026-01-03: its verdicts.json has version 2, understood is 1")
        .contains("2026-01-04: its verdicts.json says what cannot be")
        .contains("2026-01-05: the run was cut off, or still goes on: it has no verdicts.json")
        .contains("2026-01-06: its verdicts.json says what cannot be: it is no object")
        .contains("empty: there is no run in it");
    assertThat(made("history.html")).contains("Left out").contains("2026-01-05");
  }

  @Test
  void files_of_the_first_version_are_read() throws IOException {
    Path oldest = write("2025-01-01", OLDEST);
    Files.delete(oldest.resolve("run.json"));
    Files.setLastModifiedTime(
        oldest.resolve("verdicts.json"),
        java.nio.file.attribute.FileTime.from(java.time.Instant.parse("2025-01-01T00:00:00Z")));
    run("2026-01-01", "1.0", AS_IT_IS, bulb("cloud.example:443/tcp"));

    assertThat(history(runs())).as(said).isZero();
    assertThat(said).contains("does not say when it began");
    assertThat(made("history.html"))
        .contains("firmware 1.0 instead of 0.9")
        .contains("required for switching on over LAN, was blockable");
  }

  @Test
  void what_the_network_says_is_text() throws IOException {
    UnaryOperator<String> hostile =
        text ->
            text.replace("cloud.example", "<script>alert(1)</script>&.example")
                .replace("A bulb", "<img src=x onerror=alert(1)>")
                .replace("\"bundle\"", "\"none\"");
    run("2026-01-01", "=1+1", hostile, bulb());
    run("2026-01-02", "\\u0000\\\"><b>", hostile, bulb("cloud.example:443/tcp"));

    assertThat(history(runs())).as(said).isZero();
    assertThat(made("history.html"))
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("\"><b>")
        .contains("&lt;script&gt;");
    assertThat(made("history.csv")).contains(",'=1+1,");
  }

  @Test
  void evidence_is_linked_where_it_is_and_nowhere_else() throws IOException {
    Path run =
        run(
            "2026-01-01",
            "1",
            text ->
                text.replaceFirst(
                        "\"refusedBy\"",
                        "\"bundle\" : {\"file\" : \"evidence/bulb/a b.zip\", \"manifestSha256\" : \"0\"}, \"refusedBy\"")
                    .replaceFirst(
                        "(?s)(.*)\"refusedBy\"",
                        "$1\"bundle\" : {\"file\" : \"../../secret.zip\", \"manifestSha256\" : \"0\"}, \"refusedBy\""),
            bulb());
    Files.createDirectories(run.resolve("evidence/bulb"));
    Files.writeString(run.resolve("evidence/bulb/a b.zip"), "zip");
    Files.writeString(folder.resolve("secret.zip"), "zip");

    assertThat(history(runs())).isZero();
    assertThat(made("history.html"))
        .contains("href=\"./../runs/2026-01-01/evidence/bulb/a%20b.zip\"")
        .doesNotContain("secret");
  }

  @Test
  void a_destination_that_comes_and_goes_is_drawn_in_few_parts() throws IOException {
    SampleDevice without =
        new SampleDevice("bulb", "A bulb", "bulb")
            .contacts("cloud.example:443/tcp", Party.FIRST)
            .needs("switching on", LAN);
    for (int i = 0; i < 300; i++) {
      String day = java.time.LocalDate.parse("2026-01-01").plusDays(i).toString();
      run(day, "1", AS_IT_IS, i % 2 == 0 ? bulb() : without);
    }

    assertThat(history(runs())).isZero();
    assertThat(made("history.html")).contains("class=\"several\"").hasSizeLessThan(60_000);
  }

  @Test
  void nothing_to_tell_is_said() {
    assertThat(history(folder.resolve("nowhere"))).isEqualTo(2);
    assertThat(said).contains("there is no folder").contains("name output folders of runs");
    assertThat(history(folder)).isEqualTo(2);
    assertThat(said).contains("No run could be read").contains("no folder has a verdicts.json");
  }
}
