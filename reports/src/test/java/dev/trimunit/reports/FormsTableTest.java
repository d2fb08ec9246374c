// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.exports.Exports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of forms and exports in docs/exports.md says of each file what the file says. */
final class FormsTableTest {
  private static final Path PAGE = Path.of("../docs/exports.md");
  private static final Path CONSUMERS =
      Path.of("src/test/java/dev/trimunit/reports/exports/RunningConsumersTest.java");
  private static final String PACKETS = "packets refused";

  /** What a file says of itself, by the form that the table has it in. */
  private static final Map<String, String> SAYS =
      Map.of(
          "NXDOMAIN",
          "this file answers 'no such name' (NXDOMAIN)",
          "unspecified",
          "this file answers the unspecified address",
          PACKETS,
          "the trials refused by address and port, as this file does");

  private final Map<String, Map<String, String>> table = new LinkedHashMap<>();

  @BeforeEach
  void read() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("## Forms and files"))
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .filter(line -> !line.startsWith("| ---"))
            .map(FormsTableTest::cells)
            .toList();
    List<String> head = rows.get(0);
    for (List<String> row : rows.subList(1, rows.size())) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 1; i < head.size(); i++) {
        cells.put(head.get(i), row.get(i));
      }
      table.put(row.get(0), cells);
    }
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1).split("\\|"))
        .map(cell -> cell.replace("`", "").strip())
        .toList();
  }

  private static Map<String, String> files() {
    SampleDevice bulb =
        new SampleDevice("bulb", "Bulb", "bulb")
            .contacts("cloud.example:443/tcp", Party.FIRST)
            .contacts("ntp.example:123/udp", Party.SUPPORT)
            .needs("switching on", Set.of(Vantage.LAN), "cloud.example:443/tcp");
    RunData run = MemoryOutput.data(new SampleRun(List.of(bulb), 2, LabKind.SIMULATED, List.of()));
    Map<String, String> files = new TreeMap<>();
    for (var report : List.of(new Exports(), new MudProfile())) {
      MemoryOutput.of(report, run)
          .files()
          .forEach(
              (name, content) ->
                  files.put(
                      name.replace("exports/bulb/", ""),
                      new String(content, StandardCharsets.UTF_8)));
    }
    return files;
  }

  @Test
  void it_has_every_file_and_every_form() {
    List<String> forms =
        new ArrayList<>(Stream.of(BlockAnswer.values()).map(BlockAnswer::word).toList());
    forms.add(PACKETS);
    assertThat(table.keySet()).containsExactlyInAnyOrderElementsOf(files().keySet());
    assertThat(table.values())
        .allSatisfy(row -> assertThat(row.keySet()).containsExactlyElementsOf(forms));
  }

  @Test
  void a_file_enforces_the_form_that_it_names_and_no_other() {
    files()
        .forEach(
            (file, text) ->
                table.get(file).forEach((form, cell) -> assertEnforces(file, text, form, cell)));
  }

  private static void assertEnforces(String file, String text, String form, String cell) {
    boolean profile = file.equals("mud.json") && form.equals(PACKETS); // JSON has no comments.
    boolean says = SAYS.containsKey(form) && text.contains(SAYS.get(form));
    boolean ofOtherTypes = cell.startsWith("other types");
    assertThat(!cell.equals("–") && !ofOtherTypes)
        .as(file + ", " + form)
        .isEqualTo(says || profile);
  }

  @Test
  void it_says_ran_of_what_really_runs() throws IOException {
    List<String> ran =
        Pattern.compile("exported\\(\"([^\"]+)\"\\)")
            .matcher(Files.readString(CONSUMERS))
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(ran).isNotEmpty();
    table.forEach(
        (file, row) ->
            row.values().stream()
                .filter(cell -> !cell.equals("–"))
                .forEach(
                    cell ->
                        assertThat(cell.contains("**ran**"))
                            .as(file + ": " + cell)
                            .isEqualTo(ran.contains(file))));
  }
}
