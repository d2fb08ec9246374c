// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.page.PageModel.Cell;
import dev.trimunit.reports.page.PageModel.Column;
import dev.trimunit.reports.page.PageModel.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A verdict as a cell of the matrix, with the trials that it rests on. */
final class CellBuilder {
  private static final Walk NO_WALK = new Walk("", 0, 0);
  private static final int STEP = 6;

  private final Map<Integer, TrialRecord> trials = new HashMap<>();
  private final Map<Destination, Map<Usage, Verdict>> verdicts = new HashMap<>();

  CellBuilder(DeviceData data) {
    data.trials().forEach(trial -> trials.put(trial.number(), trial));
    data.verdicts()
        .forEach(
            verdict ->
                verdicts
                    .computeIfAbsent(verdict.destination(), destination -> new HashMap<>())
                    .put(verdict.usage(), verdict));
  }

  Cell cell(Destination destination, Usage usage, Column column) {
    Verdict verdict = verdicts.getOrDefault(destination, Map.of()).get(usage);
    if (verdict == null) {
      return new Cell(column, "", "", 0, 0, 0, "", "", "", "", NO_WALK);
    }
    return new Cell(
        column,
        verdict.kind().name().toLowerCase(Locale.ROOT),
        mark(verdict.kind()),
        verdict.trials(),
        verdict.passed(),
        verdict.held(),
        String.format(Locale.ROOT, "%.2g", verdict.errorBound()),
        verdict.reason(),
        verdict.partners().stream().map(Object::toString).collect(Collectors.joining(", ")),
        deciding(verdict),
        walk(verdict));
  }

  private static String mark(VerdictKind kind) {
    return switch (kind) {
      case BLOCKABLE -> "✓";
      case REQUIRED -> "✗";
      case ALTERNATIVE -> "⇄";
      case INCONCLUSIVE -> "?";
    };
  }

  /** For example {@code passed, held: 7–11; failed, held: 12}. */
  private String deciding(Verdict verdict) {
    Map<String, List<Integer>> byWord = new LinkedHashMap<>();
    for (int number : verdict.trialNumbers()) {
      TrialRecord trial = trials.get(number);
      String word = trial == null ? "not told" : word(trial, verdict);
      byWord.computeIfAbsent(word, key -> new ArrayList<>()).add(number);
    }
    List<String> groups = new ArrayList<>();
    byWord.forEach((word, numbers) -> groups.add(word + ": " + ranges(numbers)));
    return String.join("; ", groups);
  }

  private static String ranges(List<Integer> ascending) {
    List<String> ranges = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= ascending.size(); i++) {
      if (i == ascending.size() || ascending.get(i) != ascending.get(i - 1) + 1) {
        int first = ascending.get(from);
        int last = ascending.get(i - 1);
        ranges.add(first == last ? Integer.toString(first) : first + "–" + last);
        from = i;
      }
    }
    return String.join(", ", ranges);
  }

  private static String word(TrialRecord trial, Verdict verdict) {
    String outcome =
        trial
            .outcome(verdict.usage())
            .map(of -> of.outcome().name().toLowerCase(Locale.ROOT))
            .orElse("not used");
    String evidence =
        trial.evidence().stream()
            .filter(of -> of.pattern().covers(verdict.destination()))
            .map(BlockEvidence::evidence)
            .findFirst()
            .map(CellBuilder::word)
            .orElse("");
    return evidence.isEmpty() ? outcome : outcome + ", " + evidence;
  }

  private static String word(Evidence evidence) {
    return evidence.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Up for a pass, down for a failure; trials that do not count are left out. */
  private Walk walk(Verdict verdict) {
    StringBuilder path = new StringBuilder();
    int y = 0;
    int top = 0;
    int bottom = 0;
    int steps = 0;
    for (int number : verdict.trialNumbers()) {
      TrialRecord trial = trials.get(number);
      if (trial != null && trial.counts(verdict.usage())) {
        int rise = trial.passed(verdict.usage()) ? -STEP : STEP;
        path.append('l').append(STEP).append(rise < 0 ? "" : " ").append(rise);
        y += rise;
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
        steps++;
      }
    }
    return steps == 0
        ? NO_WALK
        : new Walk("M2 " + (2 - top) + path, steps * STEP + 4, bottom - top + 4);
  }
}
