// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a year of the paper's bulb takes, which talks every minute. */
@Tag("bench")
final class YearBenchmark {
  private static final Path SHIPPED = Path.of("src", "test", "resources");

  @TempDir private Path folder;

  @Test
  void years_of_the_bulb() throws IOException {
    String recipe =
        Files.readString(SHIPPED.resolve("features/tp-link-bulb.feature"))
            .split("  # Generated", 2)[0];
    FolderRun run =
        new FolderRun(folder)
            .write(
                "specs/bulb.feature",
                recipe
                    + """
                      @LAN
                      Scenario: a year
                        Given destination ntp.org is blocked
                        When 365 days pass without any use
                        Then switching on succeeds
                    """);
    long start = System.nanoTime();
    FolderRun.Said said = run.run(Map.of());
    double seconds = (System.nanoTime() - start) / 1e9;
    String console = said.console().replaceAll("\\s+", " ");
    int runs = Integer.parseInt(console.replaceAll(".*held up to \\d+ days \\((\\d+) run.*", "$1"));

    assertThat(said.cases()).as(said.console()).containsEntry("a year", "SUCCESSFUL");
    System.out.printf(
        "%d years of the bulb took %.1f s, %.1f s each%n", runs, seconds, seconds / runs);
  }
}
