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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alarms that must reach a phone, on the simulated lab. */
@Tag("slow")
final class AlarmsTest {
  private static final Path PAGE = Path.of("..", "docs", "alarms.md");
  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);
  private static final String ASLEEP = "an alarm reaches a phone that is asleep";

  @TempDir private Path folder;

  private static String block(String text) throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> found.group(1))
        .filter(block -> block.contains(text))
        .findFirst()
        .orElseThrow();
  }

  private FolderRun.Said run(String device, String spec) {
    return new FolderRun(folder)
        .write("devices/hall-detector.yaml", device)
        .write("specs/hall-detector.feature", spec)
        .run(Map.of());
  }

  private static String changed(String file, String before, String after) {
    assertThat(file).contains(before);
    return file.replace(before, after);
  }

  @Test
  void the_claim_of_the_page_holds_and_counts_as_a_test_of_alarms() throws IOException {
    FolderRun.Said run = run(block("noun: smoke"), block("@device=hall"));

    assertThat(run.cases()).as(run.console()).containsEntry(ASLEEP, "SUCCESSFUL");
    assertThat(run.console().replaceAll("\\s+", " "))
        .contains(block("HOLDS an alarm").strip().replaceAll("\\s+", " "))
        .contains("left out of exports: push.vendor.test:443/tcp");
    assertThat(run.file("verdicts.json").replaceAll("\\s+", " "))
        .contains("\"rareTested\" : [ \"alarm\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "push blocked | the blocklist is blocked | every blockable destination is blocked | FAILED | No notification of Hall smoke detector arrived within 30 s",
        "an open app hides it | the blocklist is blocked + And the companion app is closed | every blockable destination is blocked + And the companion app shows the smoke detector off | SUCCESSFUL | SUCCESSFUL",
        "nothing set off | When the smoke detector is set off + | | FAILED | Nothing was set off, so there is no notification",
        "by another word | is set off | is set off by water | FAILED | 'water' is nothing that can set it off, by the device's file. There is: smoke",
        "in no time | within 30 seconds | within 1 ms | FAILED | No notification of",
      })
  void what_an_alarm_takes(String name, String before, String after, String status, String sentence)
      throws IOException {
    String spec = block("@device=hall");
    String lines = before.replace(" +", "\n   ");
    String others = after == null ? "" : after.replace(" +", "\n   ");
    FolderRun.Said run = run(block("noun: smoke"), changed(spec, lines, others));

    assertThat(run.cases().get(ASLEEP))
        .as(name + run.console())
        .startsWith(status)
        .contains(sentence);
  }

  @Test
  void an_event_that_nothing_does_is_told() throws IOException {
    FolderRun.Said run =
        run(changed(block("noun: smoke"), "does: alarm", "does: alarms"), block("@device=hall"));

    assertThat(run.cases().toString() + run.console())
        .contains("devices/hall-detector.yaml:")
        .contains("unknown functionality 'alarms'");
  }
}
