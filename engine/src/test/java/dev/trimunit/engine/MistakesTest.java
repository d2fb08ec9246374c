// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static dev.trimunit.engine.testing.Specs.BULB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.testing.Specs;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Mistakes that are easily made: each is red, and says what to do. */
@Tag("slow")
final class MistakesTest {
  @TempDir Path folder;
  private Specs specs;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void folder() throws IOException {
    specs = new Specs(folder);
    Files.createDirectories(folder.resolve("specs"));
    Thread.currentThread()
        .setContextClassLoader(new URLClassLoader(new URL[] {folder.toUri().toURL()}, before));
  }

  @AfterEach
  void classLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private EngineExecutionResults run(Map<String, String> properties) {
    return specs
        .builder(FeatureRunTest.bulb(), selectDirectory(folder.resolve("specs").toFile()))
        .configurationParameters(properties)
        .execute();
  }

  private String reading(Path file) {
    return Specs.thrown(run(Map.of()), "reading " + file).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ISO-8859-1 | line 5 is not UTF-8 (byte 0xFC",
        "UTF-16     | it is UTF-16: save it as UTF-8",
        "UTF-16LE   | it is UTF-16: save it as UTF-8"
      })
  void a_file_in_another_encoding_is_not_read_as_something_else(String encoding, String message)
      throws IOException {
    Path file = folder.resolve("specs/bulb.feature");
    Files.writeString(file, BULB.replace("switching", "prüfend"), Charset.forName(encoding));

    assertThat(reading(file)).contains(message);
  }

  @Test
  void a_byte_order_mark_does_no_harm() {
    specs.write("specs/bulb.feature", "\uFEFF" + BULB);
    assertThat(run(Map.of()).testEvents().failed().list()).isEmpty();
  }

  @Test
  void keywords_of_another_language_need_their_header() {
    specs.write(
        "specs/bulb.feature",
        "@device=bulb\nFunktionalität: Birne\n  Szenario: an\n    Angenommen x\n    Wenn y\n");
    assertThat(reading(folder.resolve("specs/bulb.feature")))
        .contains(
            "bulb.feature:1: The keywords are those of 'de' (Deutsch): write '# language: de'");
  }

  @Test
  void what_is_no_gherkin_in_any_language_gets_no_hint() {
    specs.write("specs/bulb.feature", BULB + "\n  Nonsense");
    assertThat(reading(folder.resolve("specs/bulb.feature"))).doesNotContain("# language");
  }

  private String scenario(String text) {
    specs.write("specs/bulb.feature", BULB + text.indent(2));
    return Specs.thrown(run(Map.of()), "mine").getMessage();
  }

  @Test
  void an_outline_without_examples_needs_a_destination() {
    assertThat(scenario("Scenario Outline: mine\n  Then switching on succeeds\n"))
        .contains("'mine' is an outline without Examples", "<destination> is blocked");
    assertThat(scenario("Scenario: mine\n  Then <functionality> succeeds\n"))
        .contains("'mine' is an outline without Examples");
  }

  @Test
  void a_placeholder_that_nobody_fills_in_names_the_near_misses() {
    assertThat(
            scenario(
                "Scenario: mine\n  When destination <destinaton> is blocked\n  Then switching on succeeds\n"))
        .contains("Nobody fills in <destinaton>. Did you mean '<destination>'?");
    assertThat(
            scenario(
                "Scenario Outline: mine\n  When destination <hots> is blocked\n  Then switching on"
                    + " succeeds\n\n  Examples:\n    | host |\n    | time.example |\n"))
        .contains("<hots> is no column of the Examples. Did you mean 'host'?");
  }

  @Test
  void a_device_file_with_another_ending_is_named() {
    specs.write("specs/bulb.feature", BULB).write("devices/bulb.yml", "");
    assertThat(reading(folder.resolve("specs/bulb.feature")))
        .contains("there is no devices/bulb.yaml. There is devices/bulb.yml: rename it.");
  }

  @Test
  void the_old_copy_of_a_renamed_file_is_named() {
    Path classes = folder.resolve("target/test-classes/features");
    specs.write("src/test/resources/features/new.feature", BULB);
    specs.write("target/test-classes/features/new.feature", BULB);
    specs.write("target/test-classes/features/old.feature", BULB);

    EngineExecutionResults results =
        specs.builder(FeatureRunTest.bulb(), selectDirectory(classes.toFile())).execute();

    assertThat(Specs.thrown(results, "switching on over LAN calibrates"))
        .hasMessageContaining(
            "There is no src/test/resources/features/old.feature any more: 'mvn clean'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.trimunit.engine.gleu", "dev.trimunit.engine.model"})
  void a_package_without_glue_is_red(String glue) {
    specs.write("specs/bulb.feature", BULB);
    assertThat(
            Specs.thrown(
                run(Map.of("trimunit.glue", "dev.trimunit.engine.glue," + glue)), "finding specs"))
        .hasMessageContaining("trimunit.glue=" + glue + ": no step, hook or parameter type")
        .hasMessageContaining("Did you mean 'dev.trimunit.engine.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cucumber.filter.tags | @smoke  | -Dgroups=",
        "cucumber.glue        | my.glue | trimunit.glue=",
        "cucumber.features    | x       | trimunit.features="
      })
  void a_setting_of_cucumber_is_refused_by_name(String key, String value, String instead)
      throws IOException {
    specs.write("specs/bulb.feature", BULB);
    assertThat(Specs.thrown(run(Map.of(key, value)), "finding specs"))
        .hasMessageContaining(key + "=" + value + " is Cucumber's, and has no effect here")
        .hasMessageContaining(instead);
    Files.writeString(folder.resolve("cucumber.properties"), key + "=" + value);
    assertThat(Specs.thrown(run(Map.of()), "finding specs"))
        .hasMessageContaining("(cucumber.properties) is Cucumber's");
    assertThat(run(Map.of("trimunit.cucumber", "ignored")).testEvents().failed().list()).isEmpty();
  }
}
