// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathResource;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUri;

import dev.trimunit.engine.testing.Specs;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Every way of saying what to run. */
@Tag("slow")
final class SelectionTest {
  private static final String TEXT =
      Specs.BULB
          + """

        @smoke
        Scenario: by hand
          When destination time.example is blocked
          Then switching on succeeds

        Scenario Outline: by <hand>
          When destination <hand> is blocked
          Then switching on succeeds

          Examples:
            | hand          |
            | time.example  |
            | other.example |

        Scenario: promise
          Then no third party is required
      """;
  private static final String CALIBRATION = "switching on over LAN calibrates";
  private static final String OUTLINE = "<functionality> over <vantage> without <destination>";

  @TempDir Path folder;
  private Specs specs;
  private ClassLoader before;

  @BeforeEach
  void classPath() throws IOException {
    specs = new Specs(folder).write("specs/sub/bulb.feature", TEXT);
    before = Thread.currentThread().getContextClassLoader();
    URL[] roots = {folder.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(roots, before));
  }

  @AfterEach
  void restore() throws IOException {
    ((URLClassLoader) Thread.currentThread().getContextClassLoader()).close();
    Thread.currentThread().setContextClassLoader(before);
  }

  private List<String> discovered(DiscoverySelector... selectors) {
    return discovered(specs.builder(FeatureRunTest.bulb(), selectors));
  }

  private static List<String> discovered(EngineTestKit.Builder builder) {
    return builder.discover().getEngineDescriptor().getDescendants().stream()
        .filter(node -> !(node instanceof FeatureDescriptor))
        .map(TestDescriptor::getDisplayName)
        .toList();
  }

  private Path file() {
    return specs.path("specs/sub/bulb.feature");
  }

  private int line(String text) throws IOException {
    return Files.readAllLines(file()).stream().map(String::strip).toList().indexOf(text) + 1;
  }

  @Test
  void everything_in_the_order_of_the_lab() {
    assertThat(discovered(selectFile(file().toFile())))
        .containsExactly(
            CALIBRATION, OUTLINE, "by hand", "by time.example", "by other.example", "promise");
  }

  @Test
  void any_selector_of_a_place() {
    List<DiscoverySelector> places =
        List.of(
            selectDirectory(folder.toFile()),
            selectClasspathResource("specs/sub/bulb.feature"),
            selectClasspathResource("specs"),
            selectPackage("specs.sub"),
            selectClasspathRoots(Set.of(folder)).get(0),
            selectUri(file().toUri()),
            selectUri("classpath:/specs/sub/bulb.feature"));
    assertThat(places).allSatisfy(place -> assertThat(discovered(place)).hasSize(6));
  }

  @Test
  void a_file_that_is_selected_twice_is_run_once() {
    assertThat(discovered(selectPackage("specs.sub"), selectClasspathResource("specs"))).hasSize(6);
  }

  @Test
  void a_line_means_its_scenario() throws IOException {
    FilePosition position = FilePosition.from(line("Scenario: by hand") + 1);
    assertThat(discovered(selectFile(file().toFile(), position))).containsExactly("by hand");
    assertThat(discovered(selectClasspathResource("specs/sub/bulb.feature", position)))
        .containsExactly("by hand");
    assertThat(discovered(selectUri(file().toUri() + "?line=" + position.getLine())))
        .containsExactly("by hand");
  }

  @Test
  void a_row_of_examples_is_one_case_and_their_outline_all() throws IOException {
    FilePosition row = FilePosition.from(line("| other.example |"));
    FilePosition outline = FilePosition.from(line("Scenario Outline: by <hand>"));
    assertThat(discovered(selectFile(file().toFile(), row))).containsExactly("by other.example");
    assertThat(discovered(selectFile(file().toFile(), outline)))
        .containsExactly("by time.example", "by other.example");
  }

  @Test
  void a_recipe_means_its_calibrations() throws IOException {
    FilePosition recipe = FilePosition.from(line("Scenario: switching on"));
    assertThat(discovered(selectFile(file().toFile(), recipe))).containsExactly(CALIBRATION);
  }

  @Test
  void a_unique_id_means_its_node() {
    List<TestDescriptor> all =
        specs
            .builder(FeatureRunTest.bulb(), selectPackage("specs.sub"))
            .discover()
            .getEngineDescriptor()
            .getDescendants()
            .stream()
            .filter(node -> !(node instanceof FeatureDescriptor))
            .map(TestDescriptor.class::cast)
            .toList();
    assertThat(all)
        .allSatisfy(
            node ->
                assertThat(discovered(selectUniqueId(node.getUniqueId())))
                    .containsExactly(node.getDisplayName()));
  }

  @Test
  void the_unique_id_of_a_generated_case_runs_just_that_case() {
    EngineExecutionResults all =
        specs.builder(FeatureRunTest.bulb(), selectPackage("specs.sub")).execute();
    TestDescriptor wanted =
        all.testEvents().dynamicallyRegistered().stream()
            .map(event -> event.getTestDescriptor())
            .filter(test -> test.getDisplayName().contains("time.example"))
            .findFirst()
            .orElseThrow();

    EngineExecutionResults one =
        specs.builder(FeatureRunTest.bulb(), selectUniqueId(wanted.getUniqueId())).execute();

    assertThat(Specs.outcomes(one))
        .containsExactly("switching on over LAN without time.example:123/udp: SUCCESSFUL");
  }

  @Test
  void a_scenario_that_is_selected_alone_is_judged_alone() throws IOException {
    FilePosition promise = FilePosition.from(line("Scenario: promise"));

    EngineExecutionResults results =
        specs.builder(FeatureRunTest.bulb(), selectFile(file().toFile(), promise)).execute();

    assertThat(Specs.outcomes(results)).containsExactly("promise: SUCCESSFUL");
  }

  @Test
  void tags_are_junits() {
    EngineTestKit.Builder builder =
        specs.builder(FeatureRunTest.bulb(), selectPackage("specs.sub"));
    assertThat(discovered(builder.filters(TagFilter.includeTags("smoke"))))
        .containsExactly("by hand");
  }

  @Test
  void properties_select_devices_functionalities_vantages_and_destinations() {
    assertThat(discovered(with("trimunit.device", "bulb"))).hasSize(6);
    assertThat(discovered(with("trimunit.vantage", "LAN"))).hasSize(6);
    assertThat(Specs.outcomes(with("trimunit.destination", "time.example").execute()))
        .contains("switching on over LAN without time.example:123/udp: SUCCESSFUL")
        .noneMatch(outcome -> outcome.contains("cloud.example"));
  }

  @Test
  void a_property_that_leaves_nothing_to_run_is_a_failure() {
    EngineExecutionResults results = with("trimunit.device", "blub").execute();

    assertThat(Specs.thrown(results, "finding specs"))
        .hasMessageContaining("trimunit.device=blub")
        .hasMessageContaining("Did you mean 'bulb'?");
  }

  @Test
  void a_property_that_nobody_reads_is_a_warning() {
    assertThat(with("trimunit.divice", "bulb").discover().getDiscoveryIssues())
        .singleElement()
        .satisfies(
            issue ->
                assertThat(issue.message())
                    .contains("trimunit.divice=bulb", "Did you mean 'trimunit.device'"));
  }

  @Test
  void a_device_without_a_file_names_the_near_misses() {
    specs.write("devices/bulp.yaml", "");

    EngineExecutionResults results =
        specs.builder(FeatureRunTest.bulb(), selectPackage("specs.sub")).execute();

    assertThat(Specs.thrown(results, "reading specs/sub/bulb.feature"))
        .hasMessageContaining("specs/sub/bulb.feature:2: Unknown device 'bulb'")
        .hasMessageContaining("Did you mean 'bulp'?");
  }

  private EngineTestKit.Builder with(String property, String value) {
    return specs
        .builder(FeatureRunTest.bulb(), selectPackage("specs.sub"))
        .configurationParameter(property, value);
  }
}
