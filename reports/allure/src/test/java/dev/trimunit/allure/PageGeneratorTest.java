// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.allure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PageGeneratorTest {
  private static final Pattern TREND = Pattern.compile("\"buildOrder\"\\s*:\\s*(\\d+)");

  @TempDir Path folder;
  private Path results;
  private Path history;

  @BeforeEach
  void results() throws IOException {
    results = Files.createDirectories(folder.resolve("allure-results"));
    history = folder.resolve("history");
    Files.writeString(
        results.resolve("0-result.json"),
        """
        {"uuid": "0", "historyId": "h", "name": "switching on over LAN", "status": "passed",
         "stage": "finished", "start": 1000, "stop": 2000,
         "labels": [{"name": "epic", "value": "Example lamp"}, {"name": "feature", "value": "switching on"}]}
        """);
  }

  private String page(int build) throws IOException {
    Files.writeString(
        results.resolve("executor.json"),
        "{\"name\": \"TrimUnit\", \"type\": \"trimunit\", \"buildOrder\": %d}".formatted(build));
    new PageGenerator().generate(results, folder.resolve("page"), history);
    return Files.readString(folder.resolve("page/index.html"));
  }

  private static String data(String page, String name) {
    Matcher matcher =
        Pattern.compile("d\\('" + Pattern.quote(name) + "','([^']*)'\\)").matcher(page);
    assertThat(matcher.find()).as(name).isTrue();
    return new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8);
  }

  @Test
  void a_page_of_one_file_tells_nobody() throws IOException {
    String page = page(1);

    assertThat(folder.resolve("page")).isDirectoryNotContaining("glob:**/data");
    assertThat(page).doesNotContain("googletagmanager").doesNotContain("src=\"http");
  }

  @Test
  void devices_and_functionalities_have_a_tab() throws IOException {
    assertThat(data(page(1), "data/behaviors.json"))
        .contains("Example lamp")
        .contains("switching on over LAN");
  }

  @Test
  void trends_go_on_from_one_run_to_the_next() throws IOException {
    page(1);
    Path beside = Files.createDirectories(results.resolve("history"));
    for (String file : new String[] {"history.json", "history-trend.json"}) {
      Files.copy(history.resolve(file), beside.resolve(file));
    }
    String trend = data(page(2), "widgets/history-trend.json");

    assertThat(TREND.matcher(trend).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrder("1", "2");
    assertThat(Files.readString(history.resolve("history-trend.json"))).contains("2");
  }
}
