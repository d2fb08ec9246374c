// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README and the page of the first device say that a run prints is what it prints. */
@Tag("slow")
class DocsTest {
  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);
  @TempDir Path folder;

  /** The block of a page that holds a text. */
  private static String block(String page, String text) throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("..", page)))
        .results()
        .map(found -> found.group(1))
        .filter(block -> block.contains(text))
        .findFirst()
        .orElseThrow();
  }

  private static String from(String block, String text) {
    return block.substring(block.indexOf(text));
  }

  @Test
  void the_matrix_of_the_readme() throws IOException {
    String matrix = from(block("README.md", "blocked as a whole"), "TP-Link smart bulb");
    String said =
        new FolderRun(folder).run("features", Map.of("trimunit.device", "tp-link-bulb")).console();

    assertThat(said).contains(matrix);
  }

  @Test
  void the_device_of_the_page() throws IOException {
    String page = "docs/first-device.md";
    FolderRun run =
        new FolderRun(folder)
            .write("devices/example-kettle.yaml", block(page, "noun: kettle"))
            .write("specs/example-kettle.feature", block(page, "@device=example-kettle"));
    Path recorded =
        run.run(Map.of("trimunit.record-references", "true"))
            .output()
            .resolve("references/example-kettle");
    Path references = Files.createDirectories(folder.resolve("files/references/example-kettle"));
    for (String picture : new String[] {"idle.png", "brewing.png"}) {
      Files.copy(recorded.resolve(picture), references.resolve(picture));
    }
    String printed = block(page, "blocked as a whole");
    String matrix =
        printed.substring(printed.indexOf("Example kettle"), printed.indexOf("[WARNING]"));

    assertThat(run.run(Map.of()).console()).contains(matrix);
  }
}
