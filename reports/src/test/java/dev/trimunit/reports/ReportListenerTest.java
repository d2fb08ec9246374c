// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.reports.allure.AllureLock;
import dev.trimunit.reports.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class ReportListenerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  @TempDir private Path target;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @BeforeEach
  void play() throws IOException {
    Path output = Files.createDirectories(target.resolve("trimunit"));
    Files.writeString(output.resolve("capture.pcap"), "packets");
    Files.writeString(output.resolve("screen.png"), "picture");
    List<Attachment> files =
        List.of(
            new Attachment("capture", "application/vnd.tcpdump.pcap", Path.of("capture.pcap")),
            new Attachment("screen", "image/png", output.resolve("screen.png")),
            new Attachment("lost", "image/png", output.resolve("lost.png")));
    Path old = Files.createDirectories(target.resolve("allure-results"));
    Files.writeString(old.resolve("0-result.json"), "{}");
    Files.writeString(old.resolve("notes.txt"), "mine");
    Files.createDirectories(old.resolve("history"));
    Files.writeString(
        old.resolve("history/history-trend.json"), "[{\"buildOrder\":7},{\"buildOrder\":6}]");
    SampleRun run = new SampleRun(SampleDevice.ofThePaper(), 3, LabKind.SIMULATED, files);
    play(run, output);
  }

  private void play(SampleRun run, Path output) {
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    run.play(new ReportListener(out, Terminal.PLAIN, InstantSource.system(), Map.of()), output);
  }

  @Test
  void the_engine_finds_it() {
    assertThat(ServiceLoader.load(RunListener.class))
        .hasAtLeastOneElementOfType(ReportListener.class);
  }

  /** Nothing is written for the end of one device: the run's end is what it waits for. */
  @Test
  void it_hears_whatever_a_run_tells() {
    assertThat(
            Arrays.stream(RunListener.class.getDeclaredMethods())
                .filter(Method::isDefault)
                .map(Method::getName)
                .filter(event -> !event.equals("campaignFinished")))
        .isSubsetOf(
            Arrays.stream(ReportListener.class.getDeclaredMethods()).map(Method::getName).toList());
  }

  @Test
  void what_is_noticed_and_alarms_are_on_the_console_and_warnings_in_the_results()
      throws IOException {
    ReportListener listener =
        new ReportListener(
            new PrintStream(console, true, StandardCharsets.UTF_8),
            Terminal.PLAIN,
            InstantSource.system(),
            Map.of());
    Device device = SampleDevice.ofThePaper().get(0).device;
    Path output = target.resolve("other/trimunit");
    listener.runStarted(
        new LabDescription("simulated", LabKind.SIMULATED, Map.of()), output, Map.of());
    listener.campaignStarted(device, destination -> Party.UNKNOWN);
    listener.noticed(device, "The run goes on after trial 7 of an unfinished one");
    listener.alarmed(device, "3 control trials in a row failed");
    listener.warned(device, "nothing matches ads.example");
    listener.runFinished();

    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains(
            "[trimunit] %s: The run goes on after trial 7 of an unfinished one"
                .formatted(device.id()),
            "[trimunit] %s: ALARM: 3 control trials in a row failed".formatted(device.id()));
    assertThat(MAPPER.readTree(output.resolve("verdicts.json").toFile()).findValues("warnings"))
        .asString()
        .contains("nothing matches ads.example");
  }

  @Test
  void writes_results_and_tables() {
    assertThat(target.resolve("trimunit"))
        .isDirectoryContaining("glob:**/verdicts.json")
        .isDirectoryContaining("glob:**/verdicts.schema.json")
        .isDirectoryContaining("glob:**/run.json")
        .isDirectoryNotContaining("glob:**/*.tmp");
    assertThat(target.resolve("trimunit/tables/blockability.csv")).isRegularFile();
  }

  @Test
  void prints_the_matrix_and_where_the_reports_lie() {
    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains("SIMULATED LAB", "ntp.org:123/udp", target.resolve("trimunit").toString());
  }

  @Test
  void removes_old_allure_results_and_nothing_else() {
    assertThat(target.resolve("allure-results/0-result.json")).doesNotExist();
    assertThat(target.resolve("allure-results/notes.txt")).exists();
  }

  @Test
  void one_allure_result_per_case_with_names_and_ids_of_its_own() throws IOException {
    List<JsonNode> results = results();
    int cases = 3 * (2 + 2) + 20;
    assertThat(results).hasSize(cases);
    for (String field : List.of("fullName", "historyId", "testCaseId", "uuid")) {
      assertThat(results.stream().map(result -> result.path(field).asText()))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void a_generated_case_shows_its_trials() throws IOException {
    JsonNode result = result("tp-link-bulb: switching on over LAN without ntp.org:123/udp");
    assertThat(result.path("status").asText()).isEqualTo("passed");
    assertThat(result.at("/statusDetails/message").asText()).startsWith("BLOCKABLE: ");
    assertThat(labels(result))
        .containsEntry("epic", "TP-Link smart bulb")
        .containsEntry("feature", "switching on")
        .containsEntry("story", "ntp.org:123/udp");
    JsonNode trial = result.at("/steps/0");
    assertThat(trial.path("name").asText()).contains("ntp.org:123/udp blocked – passed");
    assertThat(trial.path("steps")).hasSize(4);
    assertThat(trial.path("attachments").findValuesAsText("name"))
        .containsExactly("DNS log", "capture", "screen");
  }

  @Test
  void trials_are_in_the_order_in_which_they_were_run() throws IOException {
    JsonNode calibration = result("tp-link-bulb: switching on over LAN with nothing blocked");
    assertThat(calibration.path("steps").findValuesAsText("name"))
        .filteredOn(name -> name.startsWith("trial"))
        .extracting(name -> name.substring(0, 8))
        .containsExactly("trial 2:", "trial 3:", "trial 4:", "trial 5:");
  }

  @Test
  void a_check_that_fails_without_the_action_is_as_it_must_be() throws IOException {
    JsonNode calibration = result("tp-link-bulb: switching on over LAN with nothing blocked");
    JsonNode last = calibration.at("/steps/3");
    assertThat(last.path("name").asText()).endsWith("the action left out – failed, as it must");
    assertThat(last.path("status").asText()).isEqualTo("passed");
    assertThat(last.path("steps").findValuesAsText("status")).containsOnly("passed");
  }

  @Test
  void two_runs_at_once_do_not_mix_their_allure_results() throws IOException {
    Path mine = target.resolve("allure-results/executor.json");
    String before = Files.readString(mine);
    try (AllureLock other = AllureLock.take(target.resolve("allure-results")).orElseThrow()) {
      assertThatThrownBy(() -> play(SampleRun.ofThePaper(), target.resolve("other")))
          .hasMessageContaining("Allure results")
          .hasMessageContaining("another run writes into " + target.resolve("allure-results"))
          .hasMessageContaining("trimunit.output");
    }
    assertThat(Files.readString(mine)).isEqualTo(before);
    assertThat(target.resolve("other/verdicts.json")).exists();
  }

  @Test
  void a_run_has_a_number_for_the_trends() throws IOException {
    assertThat(Files.readString(target.resolve("allure-results/executor.json")))
        .contains("\"buildOrder\":8,", "simulated lab, fixed-3");
  }

  @Test
  void a_required_destination_is_skipped_with_its_reason() throws IOException {
    JsonNode result = result("yi-camera: watching over WAN without api.us.xiaoyi.com:443/tcp");
    assertThat(result.path("status").asText()).isEqualTo("skipped");
    assertThat(result.at("/statusDetails/message").asText())
        .startsWith("REQUIRED: watching over WAN failed");
  }

  @Test
  void a_file_that_many_cases_show_is_written_once_per_device() throws IOException {
    try (Stream<Path> files = Files.list(target.resolve("allure-results"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".pcap"))).hasSize(3);
    }
  }

  @Test
  void the_environment_says_that_it_was_simulated() throws IOException {
    assertThat(Files.readString(target.resolve("allure-results/environment.properties")))
        .contains("Kind\\ of\\ lab=simulated")
        .contains("Lab=SIMULATED LAB\\: modelled devices");
  }

  private static Map<String, String> labels(JsonNode result) {
    return Stream.of("epic", "feature", "story")
        .collect(Collectors.toMap(name -> name, name -> label(result, name)));
  }

  private static String label(JsonNode result, String name) {
    for (JsonNode label : result.path("labels")) {
      if (label.path("name").asText().equals(name)) {
        return label.path("value").asText();
      }
    }
    throw new AssertionError("No label " + name + " in " + result);
  }

  private JsonNode result(String fullName) throws IOException {
    return results().stream()
        .filter(result -> result.path("fullName").asText().equals(fullName))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> results() throws IOException {
    try (Stream<Path> files = Files.list(target.resolve("allure-results"))) {
      return files
          .filter(file -> file.toString().endsWith("-result.json"))
          .map(ReportListenerTest::read)
          .toList();
    }
  }

  private static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
