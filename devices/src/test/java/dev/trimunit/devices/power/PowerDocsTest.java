// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.files.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/power.md, and those on top of each control, are read as bench files are. */
final class PowerDocsTest {
  private static final Pattern ON_THE_PAGE = Pattern.compile("(?s)```yaml\n(power:\n.*?)```");
  private static final Pattern IN_THE_CODE =
      Pattern.compile("(?s)<pre>\n \\* (power:\n.*?) \\* </pre>");
  private static final Path CODE = Path.of("src/main/java/dev/trimunit/devices/power");

  static List<String> examples() throws IOException {
    return ON_THE_PAGE
        .matcher(Files.readString(Path.of("../docs/power.md")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  static List<String> examplesOfTheCode() throws IOException {
    try (Stream<Path> files = Files.list(CODE)) {
      return files
          .filter(file -> file.toString().endsWith("Control.java"))
          .flatMap(file -> IN_THE_CODE.matcher(text(file)).results().map(PowerDocsTest::plain))
          .filter(example -> !example.contains("…"))
          .toList();
    }
  }

  private static String plain(MatchResult found) {
    return found.group(1).replaceAll("(?m)^ \\* ", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource({"examples", "examplesOfTheCode"})
  void an_example_is_read(String example) {
    Section file = YamlText.read("docs/power.md", example);
    assertThatCode(
            () -> {
              new Outlets(Secrets.unknown()).open("the bulb", file.requiredSection("power"));
              file.done();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void every_control_has_its_example_on_the_page_and_on_top_of_its_class() throws IOException {
    for (List<String> place : List.of(examples(), examplesOfTheCode())) {
      assertThat(Outlets.names())
          .allSatisfy(
              name ->
                  assertThat(place)
                      .anySatisfy(example -> assertThat(example).contains("control: " + name)));
    }
  }
}
