// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.features.build.SampleProject.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the archetype makes is green as it stands, and never green without having run. */
@Tag("slow")
final class OwnProjectTest {
  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);
  private static OwnRepository repository;

  @BeforeAll
  static void repository() {
    repository = OwnRepository.make(Path.of("target", "own-repository").toAbsolutePath());
  }

  private static SampleProject project(String name) {
    return SampleProject.fromArchetype(name, repository);
  }

  /** Without a module that the starter brings. */
  private static Build without(String module) {
    return project("without-" + module)
        .edit(
            "pom.xml",
            "</project>",
            """
              <dependencies>
                <dependency>
                  <groupId>dev.trimunit</groupId>
                  <artifactId>trimunit-starter</artifactId>
                  <scope>test</scope>
                  <exclusions>
                    <exclusion>
                      <groupId>dev.trimunit</groupId>
                      <artifactId>trimunit-%s</artifactId>
                    </exclusion>
                    <exclusion>
                      <groupId>dev.trimunit</groupId>
                      <artifactId>trimunit-allure</artifactId>
                    </exclusion>
                  </exclusions>
                </dependency>
              </dependencies>
            </project>"""
                .formatted(module))
        .delete("src/test/java")
        .edit(
            "src/test/resources/features/example-lamp.feature",
            "    And the owner waits 2 seconds\n",
            "")
        .verify("allure.skip");
  }

  @Test
  void a_new_project_is_green_with_its_matrix_and_page() throws IOException {
    SampleProject project = project("green");
    Build build = project.verify();

    assertThat(build.isGreen()).as(build.output()).isTrue();
    assertThat(build.output())
        .contains(block("Example lamp"))
        .contains("Tests run: 12, Failures: 0, Errors: 0, Skipped: 1");
    assertThat(Files.readString(project.file("target/allure-report/index.html")))
        .contains("data/behaviors.json")
        .doesNotContain("googletagmanager");
    assertThat(project.file(".trimunit/allure-history/history-trend.json")).isRegularFile();
    assertThat(Files.readAllLines(project.file("pom.xml"))).hasSizeLessThanOrEqualTo(25);
  }

  /** A block of the page that begins so. */
  private static String block(String text) throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("..", "docs", "own-project.md")))
        .results()
        .map(found -> found.group(1))
        .filter(block -> block.startsWith(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_pom_without_our_parent_runs_the_specs_as_it_stands_in_the_page() throws IOException {
    Build build = project("own-parent").write("pom.xml", block("<project ")).verify();

    assertThat(build.isGreen()).as(build.output()).isTrue();
    assertThat(build.output())
        .contains(block("Example lamp"))
        .contains("Tests run: 12, Failures: 0, Errors: 0, Skipped: 1");
  }

  @Test
  void a_mistake_in_the_spec_is_red_with_file_and_line_and_has_its_page() {
    SampleProject project =
        project("mistake")
            .edit(
                "src/test/resources/features/example-lamp.feature",
                "When destination time.example is blocked",
                "When destination time.example is blokced");
    Build build = project.verify();

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output())
        .contains("features/example-lamp.feature:21: No step says")
        .contains("Did you mean 'destination {destination} is blocked'");
    assertThat(project.file("target/allure-report/index.html")).isRegularFile();
  }

  @Test
  void no_feature_file_is_red() {
    Build build = project("no-feature").delete("src/test/resources/features").verify();

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output()).contains("features").containsAnyOf("*.feature", "No tests");
  }

  @Test
  void a_lab_that_no_jar_brings_names_the_jar() {
    Build build = without("devices");

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output())
        .contains("Unknown lab 'simulated'")
        .contains("Add dev.trimunit:trimunit-devices");
  }

  @Test
  void steps_that_no_jar_brings_name_the_jar() {
    Build build = without("steps");

    assertThat(build.isGreen()).as(build.output()).isFalse();
    assertThat(build.output()).contains("Add dev.trimunit:trimunit-steps");
  }

  @Test
  void a_run_without_reports_says_which_jar_brings_them() {
    Build build = without("reports");

    assertThat(build.output())
        .contains("there will be no matrix")
        .contains("Add dev.trimunit:trimunit-reports");
  }
}
