// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.MarkdownText;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code summary.md}: what somebody wants to know who opens the run on a build server; the worst
 * first.
 */
public final class Summary implements Report {
  /** Half of what GitHub takes of a step, because others may write there, too. */
  private static final int MOST_BYTES = 512 * 1024;

  private static final int MOST_FAILED = 50;
  private static final int MOST_CHANGES = 100;
  private static final int MOST_CHARACTERS = 600;
  private static final List<String> FILTERS =
      List.of(
          "trimunit.device",
          "trimunit.features",
          "trimunit.functionality",
          "trimunit.vantage",
          "trimunit.destination");

  private final SourceFiles sources;
  private final int mostBytes;

  /**
   * @param sources where files lie in the checkout
   */
  public Summary(SourceFiles sources) {
    this(sources, MOST_BYTES);
  }

  Summary(SourceFiles sources, int mostBytes) {
    this.sources = sources;
    this.mostBytes = mostBytes;
  }

  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    output.write("summary.md", text(run));
  }

  /** The page. */
  public String text(RunData run) {
    BoundedPage page = new BoundedPage(mostBytes);
    page.add(head(run));
    page.add(counts(run));
    page.add(failed(run));
    run.devices().forEach(device -> device.gates().forEach(gate -> page.add(gate(device, gate))));
    run.devices().forEach(device -> page.add(changes(device)));
    page.add(new NextSteps(run, sources).text());
    List<DeviceData> judged =
        run.devices().stream().filter(device -> !device.verdicts().isEmpty()).toList();
    page.add(judged.isEmpty() ? "" : "### Verdicts\n\n");
    for (DeviceData device : judged) {
      page.add(VerdictTable.of(device, new SeldomUsed(run, device), judged.size() == 1));
    }
    return page.text();
  }

  private static String head(RunData run) {
    String filters =
        FILTERS.stream()
            .filter(key -> !run.settings().getOrDefault(key, "").isBlank())
            .map(key -> MarkdownText.code("-D" + key + "=" + run.settings().get(key)))
            .collect(Collectors.joining(", "));
    String partial =
        filters.isEmpty() ? "" : "\nThis run was asked for a part only: " + filters + ".\n";
    return "## %s\n\n%s (protocol %s, error bound %s)\n%s\n"
        .formatted(
            headline(run),
            MarkdownText.escape(run.labBanner()),
            MarkdownText.escape(run.settings().getOrDefault("trimunit.protocol", "?")),
            MarkdownText.escape(run.settings().getOrDefault("trimunit.error-bound", "?")),
            partial);
  }

  private static String headline(RunData run) {
    List<CaseResult> cases = Cases.of(run);
    int failed = Cases.failed(cases).size();
    int open = Cases.notSettled(cases).size();
    long changes = run.devices().stream().mapToLong(device -> device.changes().size()).sum();
    String changed =
        changes == 0 ? "" : ", " + Cases.counted(changes, "change") + " against what is accepted";
    String all = Cases.counted(cases.size(), "case");
    if (cases.isEmpty()) {
      return "⚠️ TrimUnit: nothing was put to the test";
    }
    if (failed > 0) {
      return "❌ TrimUnit: %d of %s failed%s".formatted(failed, all, changed);
    }
    if (open > 0) {
      return "⚠️ TrimUnit: %d of %s were not settled%s".formatted(open, all, changed);
    }
    return changes > 0
        ? "⚠️ TrimUnit: %s, none failed%s".formatted(all, changed)
        : "✅ TrimUnit: %s, none failed".formatted(all);
  }

  private static String counts(RunData run) {
    if (run.devices().isEmpty()) {
      return "";
    }
    boolean firmware = run.devices().stream().anyMatch(d -> !d.device().firmware().isEmpty());
    List<VerdictKind> kinds = kinds(run);
    StringBuilder table =
        new StringBuilder(
            (firmware ? "| device | firmware | " : "| device | ")
                + kinds.stream().map(Cases::word).collect(Collectors.joining(" | "))
                + " | claims hold | changes | failed |\n"
                + (firmware ? "| :-- " : "")
                + "| :-- |"
                + " --: |".repeat(kinds.size() + 3)
                + "\n");
    run.devices().forEach(device -> table.append(row(device, firmware, kinds)));
    return table.append('\n').toString();
  }

  /** What is delayed has a column only where something is: mostly nobody looked. */
  private static List<VerdictKind> kinds(RunData run) {
    return Stream.of(VerdictKind.values())
        .filter(k -> k != VerdictKind.DELAYED || Cases.count(run.devices(), k) > 0)
        .toList();
  }

  private static String row(DeviceData device, boolean firmware, List<VerdictKind> kinds) {
    Collection<DeviceData> one = List.of(device);
    List<CaseResult> cases = Cases.of(device);
    List<CaseResult> claims = cases.stream().filter(CaseResult::isClaim).toList();
    int broken = Cases.failed(claims).size() + Cases.notSettled(claims).size();
    int failed = Cases.failed(cases).size();
    return "| %s%s | %s | %d of %d | %d | %s |\n"
        .formatted(
            MarkdownText.escape(shortened(device.device().name())),
            firmware ? " | " + MarkdownText.escape(shortened(device.device().firmware())) : "",
            kinds.stream()
                .map(kind -> String.valueOf(Cases.count(one, kind)))
                .collect(Collectors.joining(" | ")),
            claims.size() - broken,
            claims.size(),
            device.changes().size(),
            failed == 0 ? "0" : "**" + failed + "**");
  }

  private String failed(RunData run) {
    List<CaseResult> failed = Cases.failed(Cases.of(run));
    if (failed.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("### Failed\n\n");
    failed.stream().limit(MOST_FAILED).forEach(result -> text.append(failed(run, result)));
    if (failed.size() > MOST_FAILED) {
      text.append("- and %d more\n".formatted(failed.size() - MOST_FAILED));
    }
    return text.append('\n').toString();
  }

  private String failed(RunData run, CaseResult result) {
    String device = run.device(result.device()).map(d -> d.device().name()).orElse(result.device());
    return "- %s %s: **%s**<br>%s\n"
        .formatted(
            MarkdownText.code(sources.place(result.location())),
            MarkdownText.escape(shortened(device)),
            MarkdownText.escape(shortened(result.name())),
            shortened(result.message())
                .lines()
                .map(MarkdownText::escape)
                .collect(Collectors.joining("<br>")));
  }

  private static String gate(DeviceData device, Gate gate) {
    StringBuilder text =
        new StringBuilder("### %s: %s\n\n".formatted(name(device), gate.headline()));
    gate.sentences().stream()
        .limit(MOST_CHANGES)
        .forEach(sentence -> text.append("- " + MarkdownText.escape(shortened(sentence)) + "\n"));
    return text.append('\n').toString();
  }

  private static String changes(DeviceData device) {
    List<String> changes = device.changes();
    if (changes.isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
            "### Not as accepted: %s%s\n\n".formatted(name(device), firmware(device)));
    changes.stream()
        .limit(MOST_CHANGES)
        .forEach(change -> text.append("- " + MarkdownText.escape(shortened(change)) + "\n"));
    if (changes.size() > MOST_CHANGES) {
      text.append("- and %d more\n".formatted(changes.size() - MOST_CHANGES));
    }
    return text.append('\n').toString();
  }

  /** What explains most changes. */
  private static String firmware(DeviceData device) {
    String before = device.acceptance().firmware();
    String now = device.device().firmware();
    if (now.isEmpty()) {
      return "";
    }
    String shown = MarkdownText.escape(shortened(now));
    if (before.isEmpty()) {
      return ", firmware " + shown + " (that of the accepted behaviour is not known)";
    }
    return before.equals(now)
        ? ", firmware " + shown + " as before"
        : ", firmware " + MarkdownText.escape(shortened(before)) + " → " + shown;
  }

  private static String name(DeviceData device) {
    return MarkdownText.escape(shortened(device.device().name()));
  }

  static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }
}
