// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.RunCollector;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class VerdictsJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void follows_its_schema() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(MAPPER.readTree(SchemaFile.bytes()));
    assertThat(schema.validate(paper())).isEmpty();
  }

  @Test
  void follows_its_schema_with_evidence_too(@TempDir Path folder) throws IOException {
    RunData run =
        EvidenceBundles.write(MemoryOutput.data(SampleRun.ofThePaper()), new FolderOutput(folder));
    JsonNode json = MAPPER.readTree(MemoryOutput.of(new VerdictsJson(), run).text("verdicts.json"));
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(MAPPER.readTree(SchemaFile.bytes()));
    assertThat(schema.validate(json)).isEmpty();
    JsonNode bundle = json.at("/devices/1/verdicts/4/bundle");
    assertThat(folder.resolve(bundle.path("file").asText())).exists();
    assertThat(bundle.path("file").asText())
        .startsWith("evidence/tp-link-bulb/ntp.org-123-udp_switching-on-lan_");
  }

  @Test
  void the_schema_in_the_docs_is_the_one_in_the_jar() throws IOException {
    assertThat(Files.readAllBytes(Path.of("..", "docs", SchemaFile.NAME)))
        .isEqualTo(SchemaFile.bytes());
  }

  @Test
  void holds_the_paper_s_verdicts() throws IOException {
    JsonNode bulb = paper().at("/devices/1");
    assertThat(bulb.path("name").asText()).isEqualTo("TP-Link smart bulb");
    assertThat(bulb.path("verdicts")).hasSize(10);
    JsonNode ntp = bulb.at("/verdicts/4");
    assertThat(ntp.path("destination").asText()).isEqualTo("ntp.org:123/udp");
    assertThat(ntp.path("vantage").asText()).isEqualTo("LAN");
    assertThat(ntp.path("verdict").asText()).isEqualTo("BLOCKABLE");
    assertThat(ntp.path("trials").asInt()).isEqualTo(3);
    assertThat(ntp.path("errorBound").decimalValue()).isEqualByComparingTo("0.003");
    assertThat(bulb.at("/blocklists/0/destinations")).hasSize(2);
    assertThat(bulb.at("/fallbacks/0/destination").asText()).isEqualTo("time.windows.com:123/udp");
  }

  @Test
  void says_that_it_was_simulated() throws IOException {
    assertThat(paper().path("simulated").asBoolean()).isTrue();
    assertThat(paper().at("/lab/note").asText()).contains("not a measurement");
  }

  @Test
  void two_runs_elsewhere_and_at_another_time_give_the_same_bytes() {
    RunCollector other = new RunCollector(InstantSource.system());
    SampleRun.ofThePaper().play(other, Path.of("/elsewhere/output"));
    String first =
        MemoryOutput.of(new VerdictsJson(), MemoryOutput.data(SampleRun.ofThePaper()))
            .text("verdicts.json");
    assertThat(MemoryOutput.of(new VerdictsJson(), other.data()).text("verdicts.json"))
        .isEqualTo(first);
  }

  @Test
  void a_port_that_does_not_exist_is_null() throws IOException {
    assertThat(paper().at("/devices/0/destinations")).anySatisfy(VerdictsJsonTest::isPing);
  }

  private static void isPing(JsonNode destination) {
    assertThat(destination.path("destination").asText()).isEqualTo("210.72.145.44/icmp");
    assertThat(destination.path("port").isNull()).isTrue();
  }

  private static JsonNode paper() throws IOException {
    return MAPPER.readTree(
        MemoryOutput.of(new VerdictsJson(), MemoryOutput.data(SampleRun.ofThePaper()))
            .text("verdicts.json"));
  }
}
