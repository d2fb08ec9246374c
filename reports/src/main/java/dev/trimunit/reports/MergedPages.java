// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.MarkdownText;
import dev.trimunit.reports.evidence.ForeignFile;
import dev.trimunit.reports.page.MergedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people read of several runs: page, summary and badge, made of those of each run. */
final class MergedPages {
  private static final String PAGE = "blockability.html";
  private static final String SUMMARY = "summary.md";
  private static final String BADGE = "badge.json";

  /** As much as GitHub takes of a step, less what others write there. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  private static final Pattern HEADLINE = Pattern.compile("## (❌|⚠️|✅) TrimUnit: (.*)");

  /** The worst first. */
  private static final List<String> SIGNS = List.of("❌", "⚠️", "✅");

  private static final List<String> COLOURS = List.of("red", "orange", "lightgrey", "brightgreen");

  private final Path out;
  private final JsonNode results;
  private final List<MergedFiles.Part> parts;
  private final List<Path> runs;
  private final String missing;

  /**
   * @param results all that was found, as {@code verdicts.json} has it
   * @param parts its devices
   * @param all the folders of all runs, also of those that had no device
   * @param missing the shards of which there is no run, in words
   */
  MergedPages(
      Path out, JsonNode results, List<MergedFiles.Part> parts, List<Path> all, String missing) {
    this.out = out;
    this.results = results;
    this.parts = parts;
    this.missing = missing;
    Set<Path> ordered = new LinkedHashSet<>();
    parts.forEach(part -> ordered.add(part.folder()));
    ordered.addAll(all);
    this.runs = List.copyOf(ordered);
  }

  void write() throws IOException {
    page();
    summary();
    badge();
  }

  private static String text(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? new String(ForeignFile.read(file), StandardCharsets.UTF_8)
        : "";
  }

  /** How a run's page is called here, where all that it links to lies beside it; empty if none. */
  private String pageOf(Path run) {
    return Files.isRegularFile(run.resolve(PAGE), LinkOption.NOFOLLOW_LINKS)
        ? "blockability-%d.html".formatted(runs.indexOf(run) + 1)
        : "";
  }

  private void page() throws IOException {
    for (Path run : runs) {
      if (!pageOf(run).isEmpty()) {
        Files.copy(run.resolve(PAGE), out.resolve(pageOf(run)));
      }
    }
    List<MergedPage.Row> rows = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      JsonNode device = results.path("devices").path(i);
      rows.add(
          new MergedPage.Row(
              parts.get(i).id(),
              parts.get(i).name(),
              device.path("firmware").asText(),
              verdicts(List.of(device)),
              pageOf(parts.get(i).folder())));
    }
    MergedPage.write(
        results.path("lab").path("note").asText(results.path("lab").path("key").asText()),
        !results.path("simulated").asBoolean(),
        runs.size(),
        missing,
        rows,
        new FolderOutput(out));
  }

  /** For example {@code 4 blockable, 6 required}. */
  private static String verdicts(Iterable<JsonNode> devices) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (JsonNode device : devices) {
      for (JsonNode verdict : device.path("verdicts")) {
        counts.merge(verdict.path("verdict").asText().toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    List<String> words = new ArrayList<>();
    counts.forEach((kind, count) -> words.add(count + " " + kind));
    return words.isEmpty() ? "no verdicts" : String.join(", ", words);
  }

  private void summary() throws IOException {
    String worst = missing.isEmpty() ? "✅" : "⚠️";
    StringBuilder table = new StringBuilder("| run | devices | says |\n| --: | :-- | :-- |\n");
    StringBuilder all = new StringBuilder();
    for (Path run : runs) {
      String text = text(run.resolve(SUMMARY));
      Matcher headline = HEADLINE.matcher(text.lines().findFirst().orElse(""));
      boolean known = headline.matches();
      String sign = known ? headline.group(1) : "⚠️";
      worst = SIGNS.indexOf(sign) < SIGNS.indexOf(worst) ? sign : worst;
      int number = runs.indexOf(run) + 1;
      table.append(
          "| %d | %s | %s |\n"
              .formatted(
                  number,
                  MarkdownText.escape(devicesOf(run)),
                  known ? sign + " " + headline.group(2) : "⚠️ it left no summary"));
      all.append(
          all.length() + text.length() < MOST_CHARACTERS
              ? "\n" + text.replaceAll("(?m)^(#{2,3} )", "#$1") + "\n"
              : "\n*The summary of run %d has no room here; its page has it all.*\n"
                  .formatted(number));
    }
    String notWhole = missing.isEmpty() ? "" : "There is no run of shard " + missing + ".\n\n";
    new FolderOutput(out)
        .write(
            SUMMARY,
            "## %s TrimUnit: %s, %s\n\n%s%s%s"
                .formatted(
                    worst,
                    counted(runs.size(), "run"),
                    counted(parts.size(), "device"),
                    notWhole,
                    table,
                    all));
  }

  private String devicesOf(Path run) {
    List<String> names =
        parts.stream()
            .filter(part -> part.folder().equals(run))
            .map(MergedFiles.Part::name)
            .toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String counted(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  private void badge() throws IOException {
    String colour = missing.isEmpty() ? "brightgreen" : "orange";
    String label = "";
    Set<String> remarks = new LinkedHashSet<>();
    if (!missing.isEmpty()) {
      remarks.add("not whole");
    }
    for (Path run : runs) {
      String text = text(run.resolve(BADGE));
      if (text.isEmpty()) {
        remarks.add("a run without a badge");
        colour = worse(colour, "orange");
        continue;
      }
      JsonNode badge = Json.read(text.getBytes(StandardCharsets.UTF_8));
      label = label.isEmpty() ? badge.path("label").asText() : label;
      colour = worse(colour, badge.path("color").asText());
      Matcher remark =
          Pattern.compile("\\d+ of \\d+ failed|not as accepted|not settled")
              .matcher(badge.path("message").asText());
      while (remark.find()) {
        remarks.add(remark.group());
      }
    }
    List<JsonNode> devices = new ArrayList<>();
    results.path("devices").forEach(devices::add);
    List<String> message = new ArrayList<>(List.of(verdicts(devices)));
    message.addAll(remarks);
    ObjectNode root = Json.object();
    root.put("schemaVersion", 1);
    root.put("label", label.isEmpty() ? "TrimUnit" : label);
    root.put("message", String.join(", ", message));
    root.put("color", colour);
    new FolderOutput(out).write(BADGE, Json.text(root));
  }

  /** What nobody knows is as bad as what is not settled. */
  private static String worse(String one, String other) {
    int second = COLOURS.contains(other) ? COLOURS.indexOf(other) : COLOURS.indexOf("orange");
    return COLOURS.get(Math.min(COLOURS.indexOf(one), second));
  }
}
