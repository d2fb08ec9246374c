// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DeviceTimer.Kind;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.TrialText;
import dev.trimunit.reports.page.PageModel.Life;
import dev.trimunit.reports.page.PageModel.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The trials in which days passed, each along its own time. */
final class LifeLines {
  /** As many as a reader looks at; the others are counted. */
  static final int MOST = 40;

  /** Queries are shown as many stretches of a line, dark where there were some. */
  private static final int PARTS = 48;

  /** What nobody would see is shown so wide, in percent. */
  private static final double THINNEST = 0.6;

  /** What no schedule or certificate minds. */
  private static final Duration WRONG = Duration.ofMinutes(1);

  private LifeLines() {}

  static List<Life> of(DeviceData data) {
    return aged(data).stream().limit(MOST).map(LifeLines::life).toList();
  }

  static int leftOut(DeviceData data) {
    return Math.max(0, aged(data).size() - MOST);
  }

  private static List<TrialRecord> aged(DeviceData data) {
    return data.trials().stream()
        .filter(trial -> trial.timers().stream().anyMatch(timer -> timer.kind() != Kind.UPDATE))
        .filter(trial -> trial.end().isAfter(trial.start()))
        .toList();
  }

  private static Life life(TrialRecord trial) {
    Line line = new Line(trial.start(), trial.end());
    List<Stretch> blocked = new ArrayList<>();
    blocked.add(
        line.stretch("dark", trial.start(), trial.start().plus(trial.off()), "without power"));
    if (!trial.blocked().isEmpty()) {
      blocked.add(
          line.stretch("blocked", trial.start().plus(trial.off()), trial.end(), blocked(trial)));
    }
    return PageModelLifeBuilder.stagedBuilder()
        .number(trial.number())
        .length(Durations.roughly(Duration.between(trial.start(), trial.end())))
        .blocked(blocked)
        .blockedWords(trial.blocked().isEmpty() ? "nothing blocked" : blocked(trial))
        .steps(steps(trial, line))
        .queries(queries(trial, line))
        .timers(timers(trial, line))
        .readings(readings(trial, line))
        .outcome(outcome(trial))
        .cameRound(cameRound(trial))
        .clock(clock(trial))
        .build();
  }

  private static String blocked(TrialRecord trial) {
    return "blocked: "
        + trial.blocked().stream().map(DestinationPattern::plain).collect(Collectors.joining(", "));
  }

  private static List<Stretch> steps(TrialRecord trial, Line line) {
    List<Stretch> all = new ArrayList<>();
    for (UsageOutcome outcome : trial.outcomes()) {
      for (StepRecord step : outcome.steps()) {
        if (!step.end().isBefore(trial.start()) && step.status() != StepRecord.Status.SKIPPED) {
          String kind =
              switch (step.status()) {
                case FAILED -> "failed";
                case VOID -> "void";
                case PASSED, SKIPPED -> all.size() % 2 == 0 ? "step" : "step odd";
              };
          all.add(line.stretch(kind, step.start(), step.end(), step.keyword() + " " + step.text()));
        }
      }
    }
    return all;
  }

  /** When the device asked for names, as far as that was kept. */
  private static List<Stretch> queries(TrialRecord trial, Line line) {
    Map<Integer, Long> parts =
        trial.dns().stream()
            .map(DnsEvent::time)
            .collect(Collectors.groupingBy(line::part, TreeMap::new, Collectors.counting()));
    return parts.entrySet().stream()
        .map(part -> line.stretch(part.getKey(), part.getValue()))
        .toList();
  }

  /** What came round, but for what the other lines show. */
  private static List<Stretch> timers(TrialRecord trial, Line line) {
    return trial.timers().stream()
        .filter(timer -> timer.kind() != Kind.CONTACT)
        .flatMap(
            timer -> timer.when().stream().map(at -> line.stretch("timer", at, at, words(timer))))
        .toList();
  }

  private static String words(DeviceTimer timer) {
    return timer.name().isEmpty()
        ? timer.kind().words(1)
        : timer.kind().words(1) + ": " + timer.name();
  }

  /**
   * What the device's own messages said of its clock. Some devices write random times into them,
   * which do not follow from each other.
   */
  private static List<Stretch> readings(TrialRecord trial, Line line) {
    List<ClockReading> all = trial.clock();
    return IntStream.range(0, all.size())
        .filter(i -> follows(all, i - 1) || follows(all, i))
        .mapToObj(all::get)
        .limit(PARTS)
        .map(
            reading ->
                line.stretch(
                    reading.ahead().abs().compareTo(WRONG) < 0 ? "right" : "wrong",
                    reading.at(),
                    reading.at(),
                    ahead(reading.ahead())))
        .toList();
  }

  /** Whether the reading after this one does. */
  private static boolean follows(List<ClockReading> all, int i) {
    return i >= 0 && i + 1 < all.size() && all.get(i).advance(all.get(i + 1));
  }

  private static String ahead(Duration ahead) {
    return ahead.abs().compareTo(Duration.ofSeconds(1)) < 0
        ? "its clock is right"
        : "its clock is %s %s"
            .formatted(Durations.roughly(ahead.abs()), ahead.isNegative() ? "behind" : "ahead");
  }

  private static String outcome(TrialRecord trial) {
    return trial.isVoid()
        ? "void"
        : trial.outcomes().stream()
            .map(
                of ->
                    TrialText.usage(of.usage())
                        + " "
                        + of.outcome().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }

  private static String cameRound(TrialRecord trial) {
    Map<Kind, Long> sums = new TreeMap<>();
    trial.timers().stream()
        .filter(timer -> timer.kind() != Kind.CLOCK)
        .forEach(timer -> sums.merge(timer.kind(), timer.elapsed(), Long::sum));
    String seen =
        sums.entrySet().stream()
            .filter(sum -> sum.getValue() > 0)
            .map(sum -> "%,d %s".formatted(sum.getValue(), sum.getKey().words(sum.getValue())))
            .collect(Collectors.joining(", "));
    return seen.isEmpty() ? "nothing" : seen;
  }

  private static String clock(TrialRecord trial) {
    return trial.timers().stream()
        .filter(timer -> timer.kind() == Kind.CLOCK)
        .map(LifeLines::clock)
        .findFirst()
        .orElse("not told");
  }

  private static String clock(DeviceTimer timer) {
    return timer.elapsed() == 0
        ? "right"
        : Durations.roughly(Duration.ofSeconds(timer.elapsed())) + " " + timer.name();
  }

  /** A trial's time as a share of a hundred. */
  private record Line(Instant start, Instant end) {
    Stretch stretch(String kind, Instant from, Instant to, String title) {
      double left = percent(from);
      double width = Math.max(THINNEST, percent(to) - left);
      return stretch(kind, Math.min(left, 100 - width), width, title);
    }

    Stretch stretch(int part, long count) {
      return stretch(
          "query", 100.0 * part / PARTS, 100.0 / PARTS, "%,d DNS queries".formatted(count));
    }

    private static Stretch stretch(String kind, double left, double width, String title) {
      return new Stretch(
          kind,
          String.format(Locale.ROOT, "%.2f", left),
          String.format(Locale.ROOT, "%.2f", width),
          title);
    }

    int part(Instant at) {
      return (int) Math.min(PARTS - 1, percent(at) * PARTS / 100);
    }

    private double percent(Instant at) {
      double whole = Duration.between(start, end).toMillis();
      double here = Duration.between(start, at).toMillis();
      return Math.max(0, Math.min(100, 100 * here / Math.max(1, whole)));
    }
  }
}
