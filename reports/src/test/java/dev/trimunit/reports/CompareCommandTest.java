// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.engine.model.Party;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class CompareCommandTest {
  @TempDir Path folder;
  private OutputFolders results;

  @BeforeEach
  void results() {
    results = new OutputFolders(folder, "compare", new VerdictsJson(), new RunJson());
  }

  private static SampleDevice bulb() {
    return OutputFolders.device("bulb", "Bulb");
  }

  private static SampleDevice needy() {
    return bulb()
        .needs("switching on", OutputFolders.LAN, "cloud.example:443/tcp", "ntp.example:123/udp");
  }

  @Test
  void a_file_that_is_not_there_gets_a_sentence() {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    String missing = folder.resolve("missing.json").toString();
    assertThat(ResultCommands.execute(writer, writer, "replay", "--verdicts", missing, "x.zip"))
        .isEqualTo(2);
    assertThat(out.toString()).startsWith("--verdicts: there is no readable file " + missing);
  }

  @Test
  void two_equal_runs_are_the_same() throws IOException {
    assertThat(
            results.execute(
                results.run("a", bulb()), results.run("b", bulb()).resolve("verdicts.json")))
        .isZero();
    assertThat(results.said()).contains("1 -> 2: no change").contains("2026-02-01");
  }

  @Test
  void a_change_is_a_sentence_and_a_row() throws IOException {
    assertThat(results.execute(results.run("a", bulb()), results.run("b", needy()))).isEqualTo(1);
    assertThat(results.said())
        .contains(
            "bulb: Changed verdict: ntp.example:123/udp was blockable for switching on over LAN and"
                + " is now required.")
        .containsPattern(
            "bulb: ntp.example:123/udp for switching on over LAN +blockable +required");
  }

  @Test
  void more_than_two_runs_are_compared_one_after_the_other() throws IOException {
    assertThat(
            results.execute(
                results.run("a", bulb()), results.run("b", needy()), results.run("c", bulb())))
        .isEqualTo(1);
    assertThat(results.said())
        .contains("was blockable for switching on over LAN and is now required.")
        .contains("was required for switching on over LAN and is now blockable.")
        .containsPattern("over LAN +blockable +required +blockable");
  }

  @Test
  void devices_come_and_go() throws IOException {
    SampleDevice clock =
        new SampleDevice("clock", "Clock", "clock")
            .contacts("time.example:123/udp", Party.FIRST)
            .needs("ticking", OutputFolders.LAN);
    assertThat(
            results.execute(
                results.run("a", bulb()), results.run("b", bulb(), clock), results.run("c", clock)))
        .isEqualTo(1);
    assertThat(results.said())
        .contains("New device: Clock (clock) was not in the run before.")
        .contains("Gone device: Bulb (bulb) is not in this run.");
  }

  @Test
  void another_firmware_and_another_protocol_are_said_but_no_change() throws IOException {
    Path later =
        results.run(
            "b", t -> t.replace("1.2.3", "1.3.0").replace("\"fixed-2\"", "\"paper\""), bulb());
    assertThat(results.execute(results.run("a", bulb()), later)).isZero();
    assertThat(results.said())
        .contains("bulb: firmware was '1.2.3' and is now '1.3.0'.")
        .contains(
            "differ in how they were made: simulated lab, fixed-2, then simulated lab, paper");
  }

  @Test
  void what_a_filtered_run_did_not_look_at_is_no_change() throws IOException {
    Path part =
        results.run(
            "b",
            t -> t.replace("\"protocol\"", "\"vantage\" : \"LAN\", \"protocol\""),
            new SampleDevice("bulb", "Bulb", "bulb")
                .contacts("cloud.example:443/tcp", Party.FIRST)
                .needs("switching on", OutputFolders.LAN, "cloud.example:443/tcp"));
    assertThat(results.execute(results.run("a", bulb()), part)).as(results.said()).isZero();
    assertThat(results.execute(part, results.run("c", bulb()))).as(results.said()).isZero();
    assertThat(results.said()).contains("was limited to vantage=LAN");
  }

  @Test
  void results_of_a_version_without_shares_are_compared_in_all_else() throws IOException {
    Path old = results.run("a", t -> t.replaceAll("\\s*\"sharePercent\" : [0-9.]+,", ""), bulb());
    assertThat(Files.readString(old.resolve("verdicts.json"))).doesNotContain("sharePercent");
    assertThat(results.execute(old, results.run("b", bulb()))).as(results.said()).isZero();
    assertThat(results.execute(old, results.run("c", needy()))).isEqualTo(1);
  }

  @Test
  void what_cannot_be_compared_is_named() throws IOException {
    Path future = results.run("b", t -> t.replace("\"version\" : 1", "\"version\" : 7"), bulb());
    assertThat(results.execute(results.run("a", bulb()), future)).isEqualTo(2);
    assertThat(results.said()).contains("b cannot be compared: its version is 7, understood is 1");
    assertThat(results.execute(results.run("a", bulb()), folder.resolve("nowhere"))).isEqualTo(2);
    assertThat(results.execute(results.run("a", bulb()))).as("one run").isEqualTo(2);
    Path broken =
        Files.writeString(
            folder.resolve("x.json"),
            "{\"version\":1,\"devices\":[{\"id\":\"a\","
                + "\"verdicts\":[{\"vantage\":\"MOON\"}]}]}");
    assertThat(results.execute(broken, broken)).isEqualTo(2);
    assertThat(results.said()).contains("says what cannot be");
  }

  @Test
  void as_json() throws IOException {
    assertThat(results.execute("--json", results.run("a", bulb()), results.run("b", needy())))
        .isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(results.said());
    JsonNode change = json.at("/steps/0/changes/0");
    assertThat(json.path("same").asBoolean()).isFalse();
    assertThat(change.path("kind").asText()).isEqualTo("changed verdict");
    assertThat(change.path("vantage").asText()).isEqualTo("LAN");
    assertThat(change.path("before").asText()).isEqualTo("blockable");
    assertThat(json.at("/rows/0/words/1").asText()).isEqualTo("required");
  }
}
