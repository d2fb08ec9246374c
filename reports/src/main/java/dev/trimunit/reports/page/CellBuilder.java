// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.trial.Age;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.TrialText;
import dev.trimunit.reports.page.PageModel.Cell;
import dev.trimunit.reports.page.PageModel.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A verdict as a cell of the matrix, with the trials that it rests on. */
final class CellBuilder {
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
      return PageModelCellBuilder.stagedBuilder()
          .column(column)
          .kind("")
          .trials(0)
          .passed(0)
          .held(0)
          .errorBound("")
          .reason("")
          .partners("")
          .deciding("")
          .walk("")
          .build();
    }
    return PageModelCellBuilder.stagedBuilder()
        .column(column)
        .kind(verdict.kind().name().toLowerCase(Locale.ROOT))
        .trials(verdict.trials())
        .passed(verdict.passed())
        .held(verdict.held())
        .errorBound(TrialText.percent(verdict.errorBound()))
        .reason(verdict.reason())
        .partners(
            verdict.partners().stream().map(Object::toString).collect(Collectors.joining(", ")))
        .deciding(deciding(verdict))
        .walk(walk(verdict))
        .build();
  }

  /** For example {@code passed, held: 7–11; failed, held: 12; seen up to 31 seconds …}. */
  private String deciding(Verdict verdict) {
    Map<String, List<Integer>> byWord = new LinkedHashMap<>();
    for (int number : verdict.trialNumbers()) {
      TrialRecord trial = trials.get(number);
      String word = trial == null ? "not told" : word(trial, verdict);
      byWord.computeIfAbsent(word, key -> new ArrayList<>()).add(number);
    }
    List<String> groups = new ArrayList<>();
    byWord.forEach((word, numbers) -> groups.add(word + ": " + ranges(numbers)));
    List<TrialRecord> told =
        verdict.trialNumbers().stream().map(trials::get).filter(Objects::nonNull).toList();
    if (!told.isEmpty()) {
      groups.add(
          "seen up to " + Durations.roughly(Age.of(told).upTo()) + " after power-on, not beyond");
    }
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

  /**
   * A plus for each trial in which it worked, a minus where not; those that do not count are left
   * out.
   */
  private String walk(Verdict verdict) {
    return verdict.trialNumbers().stream()
        .map(trials::get)
        .filter(trial -> trial != null && trial.counts(verdict.usage()))
        .map(trial -> trial.passed(verdict.usage()) ? "+" : "-")
        .collect(Collectors.joining());
  }
}
