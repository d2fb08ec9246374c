// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.engine.lab.AddressRegistry;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.allure.AllureResults;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.page.BlockabilityPage;
import dev.trimunit.reports.tables.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class BareAddressesTest {
  private static final String ADDRESS = "203.0.113.9";
  private static final String HOSTILE = "Evil <script>alert(1)</script>\u001b[31m\u202e Corp";

  private final List<Collection<IpAddress>> asked = new ArrayList<>();
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  private RunData run(String wanted) {
    SampleDevice device =
        new SampleDevice("bulb", "A bulb", "bulb")
            .contacts("xn--bcher-kva.example:443/tcp", Party.FIRST)
            .contacts(ADDRESS + ":7/udp", Party.UNKNOWN)
            .contacts(ADDRESS + ":443/tcp", Party.UNKNOWN)
            .contacts("203.0.113.10:443/tcp", Party.UNKNOWN)
            .needs("switching on", Set.of(Vantage.LAN), "xn--bcher-kva.example:443/tcp");
    RunData run =
        MemoryOutput.data(new SampleRun(List.of(device), 2, LabKind.SIMULATED, List.of()));
    Map<String, String> settings = new TreeMap<>(run.settings());
    settings.put(BareAddresses.PROPERTY, wanted);
    return new RunData(
        run.lab(),
        run.output(),
        new TreeMap<>(settings),
        run.started(),
        run.finished(),
        run.devices(),
        run.evidence());
  }

  private RunData owned(String wanted, Supplier<Map<IpAddress, String>> answer) {
    AddressRegistry registry =
        new AddressRegistry() {
          @Override
          public String key() {
            return "rdap";
          }

          @Override
          public Map<IpAddress, String> owners(
              Collection<IpAddress> addresses, Map<String, String> settings) {
            asked.add(addresses);
            return answer.get();
          }
        };
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    return new BareAddresses(List.of(registry), out).withOwners(run(wanted));
  }

  private static String owner(RunData run, String destination) {
    return run.devices().get(0).owner(Destination.parse(destination)).organisation();
  }

  private static String reason(RunData run, String destination) {
    return run.devices().get(0).owner(Destination.parse(destination)).reason();
  }

  @Test
  void nobody_is_asked_by_default() {
    for (String wanted : List.of("none", "", " ")) {
      assertThat(owner(owned(wanted, Map::of), ADDRESS + ":7/udp")).isEmpty();
    }
    assertThat(asked).isEmpty();
    assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void each_address_is_asked_about_once_and_names_never() {
    RunData run = owned("rdap", () -> Map.of(IpAddress.parse(ADDRESS), "Example Corp"));
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0))
        .extracting(IpAddress::toString)
        .containsExactlyInAnyOrder(ADDRESS, "203.0.113.10");
    assertThat(owner(run, ADDRESS + ":7/udp")).isEqualTo("Example Corp");
    assertThat(owner(run, ADDRESS + ":443/tcp")).isEqualTo("Example Corp");
    assertThat(reason(run, ADDRESS + ":7/udp"))
        .contains(ADDRESS + " is registered for Example Corp (rdap)");
    assertThat(owner(run, "203.0.113.10:443/tcp")).isEmpty();
    assertThat(reason(run, "203.0.113.10:443/tcp"))
        .contains("who holds 203.0.113.10 is not known by rdap");
  }

  @Test
  void a_registry_that_fails_leaves_the_run_alone_and_says_so() {
    RunData run =
        owned(
            "rdap",
            () -> {
              throw new IllegalStateException("no\u001b[31m way");
            });
    assertThat(reason(run, ADDRESS + ":7/udp")).contains("is not known by rdap");
    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains("stay unknown", "no?[31m way")
        .doesNotContain("\u001b");
  }

  @Test
  void a_registry_that_nobody_knows_is_said_with_those_there_are() {
    assertThat(owner(owned("whoiss", Map::of), ADDRESS + ":7/udp")).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains("trimunit.owners=whoiss", "none, rdap");
  }

  @Test
  void a_hostile_owner_and_a_name_of_letters_are_text_everywhere() throws IOException {
    RunData run = owned("rdap", () -> Map.of(IpAddress.parse(ADDRESS), HOSTILE));
    String page = text(new BlockabilityPage(), run, "blockability.html");
    assertThat(page)
        .contains("Evil &lt;script&gt;alert(1)&lt;/script&gt;?[31m? Corp")
        .contains("that is <bdi>b\u00fccher.example</bdi>")
        .doesNotContain("Evil <script>", "\u202e", "\u001b");
    String table = text(new Tables(), run, "tables/destinations.csv");
    assertThat(table)
        .contains("xn--bcher-kva.example,tcp,443,first,power,b\u00fccher.example,")
        .contains("Evil <script>")
        .doesNotContain("\u001b", "\u202e");
    JsonNode json = new ObjectMapper().readTree(text(new VerdictsJson(), run, "verdicts.json"));
    JsonNode destinations = json.at("/devices/0/destinations");
    assertThat(destinations.findValuesAsText("hostUnicode")).containsExactly("b\u00fccher.example");
    assertThat(destinations.findValuesAsText("organisation"))
        .contains("Evil <script>alert(1)</script>?[31m? Corp");
  }

  @Test
  void allure_says_whose_a_destination_is(@TempDir Path folder) throws IOException {
    new AllureResults(folder).write(owned("rdap", () -> Map.of(IpAddress.parse(ADDRESS), HOSTILE)));
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith("-result.json")).toList()) {
        all.append(new ObjectMapper().readTree(file.toFile()).path("description").asText());
      }
    }
    assertThat(all.toString())
        .contains("Unknown party, run by Evil &lt;script")
        .contains("is b\u00fccher")
        .doesNotContain("<script", "\u202e");
  }

  private static String text(Report report, RunData run, String file) {
    return MemoryOutput.of(report, run).text(file);
  }
}
