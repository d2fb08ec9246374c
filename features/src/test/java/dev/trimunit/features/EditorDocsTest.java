// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/editor.md shows is what a new project has, and compiles. */
final class EditorDocsTest {
  private static final Path TEMPLATES =
      Path.of("archetype", "src", "main", "resources", "archetype-resources");

  private static String example(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("..", "docs", "editor.md")))
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_new_project_has_the_settings_of_the_page() throws IOException {
    JsonNode shown = new ObjectMapper().readTree(example("json"));
    JsonNode settings =
        new ObjectMapper().readTree(TEMPLATES.resolve(".vscode/settings.json").toFile());

    assertThat(shown.properties()).isNotEmpty().isSubsetOf(settings.properties());
  }

  @Test
  void a_new_project_names_schemas_as_the_page_says() throws IOException {
    Path device = TEMPLATES.resolve("src/test/resources/devices/__deviceId__.yaml");

    assertThat(Files.readString(device))
        .startsWith(example("yaml").lines().findFirst().orElseThrow());
  }

  @Test
  @Tag("slow")
  void the_suite_class_compiles(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("Specs.java"), example("java"));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                classPath + File.pathSeparator,
                source.toString());

    assertThat(exitCode).as("what javac printed says why").isZero();
  }
}
