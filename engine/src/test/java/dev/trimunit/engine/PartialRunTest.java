// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;

import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.testing.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A run that was limited is not taken for the whole, and no run writes over another. */
@Tag("slow")
final class PartialRunTest {
  private static final String SPEC =
      Specs.BULB
          + """
            @smoke
            Scenario: by hand
              When destination time.example is blocked
              Then switching on succeeds

            Scenario: promise
              Then no third party is required
          """;

  @TempDir Path folder;
  private Specs specs;
  private final List<Path> outputs = Collections.synchronizedList(new ArrayList<>());
  private final List<String> limits = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void listen() {
    specs = new Specs(folder).write("specs/bulb.feature", SPEC);
    HeardEvents.listenWith(
        new RunListener() {
          @Override
          public void runStarted(LabDescription lab, Path output, Map<String, String> settings) {
            outputs.add(output);
            limits.add(settings.getOrDefault("trimunit.limits", ""));
          }
        });
  }

  @AfterEach
  void noListener() {
    HeardEvents.listenWith(new RunListener() {});
  }

  private EngineTestKit.Builder all() {
    return specs.builder(FeatureRunTest.bulb(), selectDirectory(folder.resolve("specs").toFile()));
  }

  private EngineTestKit.Builder line(int line) {
    Path file = folder.resolve("specs/bulb.feature");
    return specs.builder(FeatureRunTest.bulb(), selectFile(file.toFile(), FilePosition.from(line)));
  }

  @Test
  void whatever_limits_a_run_it_leaves_the_results_of_whole_runs_alone() {
    specs.write(
        "specs/lamp.feature", Specs.BULB.replace("bulb\nFeature: Bulb", "lamp\nFeature: Lamp"));
    all().configurationParameter("trimunit.device", "bulb").execute();
    all().configurationParameter("trimunit.features", "bulb.feature").execute();
    all().configurationParameter("trimunit.features", "bulb.feature:15").execute();
    all().configurationParameter("trimunit.functionality", "switching on").execute();
    all().configurationParameter("trimunit.vantage", "LAN").execute();
    all().configurationParameter("trimunit.destination", "time.example").execute();
    all().filters(TagFilter.includeTags("smoke")).execute();
    line(15).execute();
    all().configurationParameter("trimunit.shard", "1/2").execute();

    assertThat(outputs)
        .hasSize(9)
        .allSatisfy(output -> assertThat(output).isEqualTo(folder.resolve("partial/out")));
    assertThat(limits).noneMatch(String::isEmpty);
  }

  @Test
  void a_filter_that_leaves_nothing_out_is_none() {
    all().execute();
    all().configurationParameter("trimunit.device", "bulb").execute();

    assertThat(outputs).containsExactly(folder.resolve("out"), folder.resolve("out"));
    assertThat(limits).containsOnly("");
  }

  @Test
  void a_limited_run_goes_on_from_no_journal_of_a_whole_one() throws IOException {
    Path journal = Files.createDirectories(folder.resolve("journal")).resolve("bulb.jsonl");
    Files.writeString(journal, "of a run that was stopped\n");

    line(15).execute();

    assertThat(journal).hasContent("of a run that was stopped\n");
    assertThat(folder.resolve("journal/partial")).isDirectory();
  }

  @Test
  void a_shard_goes_on_where_it_was_stopped_for_its_devices_are_whole() {
    specs.write("specs/lamp.feature", Specs.BULB.replace("=bulb", "=lamp"));

    all().configurationParameter("trimunit.shard", "1/2").execute();

    assertThat(outputs).containsExactly(folder.resolve("partial/out"));
    assertThat(limits).containsExactly("trimunit.shard=1/2");
    assertThat(folder.resolve("journal/archive")).isDirectoryContaining("glob:**/bulb*");
    assertThat(folder.resolve("journal/partial")).doesNotExist();
  }

  @Test
  void a_promise_on_some_verdicts_is_not_kept_and_not_broken() {
    EngineExecutionResults results =
        all().configurationParameter("trimunit.destination", "time.example").execute();

    assertThat(Specs.thrown(results, "promise"))
        .hasMessageContaining("holds for what this run looked at (trimunit.destination=");
    assertThat(Specs.outcomes(results)).contains("promise: ABORTED");
  }

  @Test
  void what_is_accepted_is_not_written_from_a_part() {
    EngineExecutionResults results =
        all()
            .configurationParameter("trimunit.accept", "true")
            .configurationParameter("trimunit.vantage", "LAN")
            .execute();

    assertThat(Specs.thrown(results, "TrimUnit"))
        .hasMessageContaining("limited to trimunit.vantage=LAN: leave out one or the other");
    assertThat(outputs).isEmpty();
  }

  @Test
  void two_runs_do_not_write_into_one_folder() {
    EngineExecutionResults results;
    try (RunLock other = RunLock.take(folder.resolve("out"))) {
      results = all().execute();
    }

    assertThat(Specs.thrown(results, "TrimUnit"))
        .hasMessageContaining("Another run writes into " + folder.resolve("out") + ": process ")
        .hasMessageContaining(", since ")
        .hasMessageContaining("trimunit.output");
    assertThat(outputs).isEmpty();
    assertThat(all().execute().allEvents().failed().list()).isEmpty();
  }

  @Test
  void a_folder_that_cannot_be_made_says_why_and_what_to_do() {
    specs.write("out", "a file");

    assertThat(Specs.thrown(all().execute(), "TrimUnit"))
        .hasMessageContaining("out cannot be made or used: there is a file of that name")
        .hasMessageContaining("trimunit.output");
  }
}
