// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.features.runs.FolderRun.Said;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/own-steps.md, compiled and run as they stand. */
@Tag("slow")
final class OwnStepsTest {
  private static final Pattern FILE =
      Pattern.compile(
          "`src/test/(?:java|resources)/([^`]+)`[^`]*```\\w+\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void the_examples_compile_and_do_what_the_page_says() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    FILE.matcher(Files.readString(Path.of("..", "docs", "own-steps.md")))
        .results()
        .forEach(found -> examples.put(found.group(1), found.group(2)));
    FolderRun run = new FolderRun(folder);
    examples.forEach((name, text) -> run.write(name.replace("features/", "specs/"), text));
    compile();

    Said said = run.run(properties(examples.get("junit-platform.properties")));

    assertThat(said.cases())
        .containsEntry("the bulb asks for the time", "SUCCESSFUL")
        .containsEntry("switching on over LAN calibrates", "SUCCESSFUL");
    assertThat(said.console())
        .containsSubsequence(
            "room: open", "room: the bulb asks for the time, line 11", "room: closed")
        .doesNotContain("room: switching on");
    assertThat(said.allure()).contains("RoomHooks.tell", "log");
  }

  private static Map<String, String> properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> read = new TreeMap<>();
    properties.forEach((key, value) -> read.put((String) key, (String) value));
    return read;
  }

  private void compile() throws IOException {
    Path files = folder.resolve("files");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("-proc:none", "-d", files.toString(), "-cp", classPath + File.pathSeparator));
    try (Stream<Path> sources = Files.walk(files)) {
      sources.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(arguments::add);
    }
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertThat(exitCode).as("what javac printed says why").isZero();
  }
}
