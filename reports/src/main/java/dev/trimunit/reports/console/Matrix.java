// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.console;

import dev.trimunit.engine.campaign.SeenDestinations;
import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.model.Blockability;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.Age;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.Fallback;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import dev.trimunit.reports.data.TimedCase;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Device, destination, functionality over vantage: the verdicts of a run as text. */
public final class Matrix {
  private static final int CELL = 12;
  private static final int WIDEST_NAME = 60;
  private static final int WIDEST_LINE = 110;
  private static final int MOST_BLOCKED_NAMED = 3;
  private static final int MOST_LAN_NAMED = 6;

  private final StringBuilder text = new StringBuilder();
  private final Paint paint;

  private Matrix(Paint paint) {
    this.paint = paint;
  }

  /** The matrix of a run, with a final line feed. */
  public static String of(RunData run, boolean colour) {
    Matrix matrix = new Matrix(new Paint(colour));
    String banner = run.labBanner() + facts(run);
    matrix.line("");
    matrix.line(matrix.paint.in(run.simulated() ? Paint.Ink.YELLOW : Paint.Ink.BOLD, banner));
    run.devices().forEach(device -> matrix.device(device, new SeldomUsed(run, device)));
    return matrix.text.toString();
  }

  private static String facts(RunData run) {
    return run.settings().entrySet().stream()
        .filter(setting -> setting.getKey().matches("trimunit\\.(seed|protocol)"))
        .map(setting -> setting.getKey().substring("trimunit.".length()) + " " + setting.getValue())
        .collect(Collectors.joining(", ", " (", ")"))
        .replace(" ()", "");
  }

  private void device(DeviceData data, SeldomUsed seldom) {
    line("");
    line(paint.in(Paint.Ink.BOLD, plain(data.device().name())));
    List<Usage> usages = List.copyOf(data.usages());
    SortedSet<Destination> destinations = data.destinations();
    if (!usages.isEmpty() && !destinations.isEmpty()) {
      table(data, usages, destinations);
      if (data.verdicts().stream().anyMatch(verdict -> !verdict.shown().now())) {
        line("  a number: nights since trials last showed it");
      }
    }
    data.gates().forEach(this::gate);
    data.blocklists().forEach(this::blocklist);
    data.endured().forEach(this::endured);
    data.clockMargins().forEach(this::clock);
    seldom.heldBack().keySet().forEach(held -> heldBack(held, seldom));
    data.fallbacks().forEach(this::fallback);
    data.newcomers().stream()
        .filter(
            newcomer ->
                data.verdicts().stream()
                    .noneMatch(v -> v.destination().equals(newcomer.destination())))
        .forEach(this::newcomer);
    lookedUp(destinations.stream().filter(Destination::isNameOnly).toList());
    lanContacts(data.lanContacts());
    claims(data);
    data.allWarnings().forEach(this::warning);
    data.changes()
        .forEach(change -> line(paint.in(Paint.Ink.RED, "  NOT AS ACCEPTED ") + plain(change)));
    failures(data);
    age(data);
  }

  private void table(DeviceData data, List<Usage> usages, SortedSet<Destination> destinations) {
    int names =
        destinations.stream().mapToInt(d -> shorten(plain(d.toString())).length()).max().orElse(0);
    List<Integer> widths =
        usages.stream()
            .map(usage -> Math.max(widest(data), usage.functionality().length()))
            .toList();
    StringBuilder functionalities = new StringBuilder("  " + " ".repeat(names));
    StringBuilder vantages = new StringBuilder("  " + pad("destination", names));
    for (int i = 0; i < usages.size(); i++) {
      functionalities.append("  ").append(pad(plain(usages.get(i).functionality()), widths.get(i)));
      vantages.append("  ").append(pad(usages.get(i).vantage().name(), widths.get(i)));
    }
    line(paint.in(Paint.Ink.DIM, functionalities.toString().stripTrailing()));
    line(paint.in(Paint.Ink.DIM, vantages + "  party    blockable for"));
    destinations.forEach(destination -> row(data, usages, widths, destination, names));
  }

  private static int widest(DeviceData data) {
    return data.verdicts().stream().mapToInt(v -> word(v).length()).reduce(CELL, Math::max);
  }

  private void row(
      DeviceData data,
      List<Usage> usages,
      List<Integer> widths,
      Destination destination,
      int names) {
    StringBuilder row = new StringBuilder("  ");
    row.append(pad(shorten(plain(destination.toString())), names));
    for (int i = 0; i < usages.size(); i++) {
      row.append("  ").append(cell(data, destination, usages.get(i), widths.get(i)));
    }
    row.append("  ").append(pad(data.party(destination).word(), 7)).append("  ");
    row.append(data.blockability(destination).map(Matrix::word).orElse(""));
    line(row.toString().stripTrailing());
  }

  private static String word(Blockability blockability) {
    return blockability.name().toLowerCase(Locale.ROOT);
  }

  private String cell(DeviceData data, Destination destination, Usage usage, int width) {
    return data.verdict(destination, usage)
        .map(verdict -> paint.in(ink(verdict.kind()), pad(word(verdict), width)))
        .orElse(pad("-", width));
  }

  /** With the nights since it was shown, if this one did not: {@code required, 5}. */
  private static String word(Verdict verdict) {
    String kind = verdict.kind().name().toLowerCase(Locale.ROOT);
    return verdict.shown().now() ? kind : kind + ", " + verdict.shown().nightsAgo();
  }

  private static Paint.Ink ink(VerdictKind kind) {
    return switch (kind) {
      case BLOCKABLE -> Paint.Ink.GREEN;
      case REQUIRED -> Paint.Ink.RED;
      case ALTERNATIVE, DELAYED -> Paint.Ink.YELLOW;
      case INCONCLUSIVE -> Paint.Ink.MAGENTA;
    };
  }

  private void gate(Gate gate) {
    Paint.Ink ink =
        switch (gate.colour()) {
          case GREEN -> Paint.Ink.GREEN;
          case RED -> Paint.Ink.RED;
          case AMBER -> Paint.Ink.YELLOW;
        };
    line("  " + paint.in(ink, gate.headline()));
    gate.sentences().forEach(sentence -> wrapped(plain(sentence)));
  }

  private void blocklist(Blocklist list) {
    int size = list.destinations().size();
    line(
        "  blocked as a whole: %d %s, %d of %d joint trials passed"
            .formatted(
                size,
                size == 1 ? "destination" : "destinations",
                list.jointPasses(),
                list.jointPasses() + list.jointFailures()));
    list.forms().stream()
        .filter(check -> !check.holds())
        .forEach(check -> line("  " + check.sentence()));
  }

  private void endured(Endured endured) {
    line("  endurance of %s: %s".formatted(Durations.words(endured.lasts()), word(endured)));
    endured.sentences().forEach(sentence -> wrapped(plain(sentence)));
  }

  private void clock(ClockMargins found) {
    line("  how wrong its clock may be:");
    found.sentences().forEach(sentence -> wrapped(plain(sentence)));
  }

  private static String word(Endured endured) {
    if (!endured.holds()) {
      return "not settled";
    }
    return endured.delays().isEmpty() ? "held" : "held without what is delayed";
  }

  private void heldBack(Destination held, SeldomUsed seldom) {
    line("  left out of exports: " + plain(held.toString()));
    wrapped(plain(seldom.sentence(held).orElseGet(() -> seldom.purpose(held).sentence())));
  }

  private void claims(DeviceData data) {
    List<CaseStatus> claims =
        data.cases().stream()
            .map(TimedCase::result)
            .filter(CaseResult::isClaim)
            .map(CaseResult::status)
            .toList();
    if (!claims.isEmpty()) {
      long kept = claims.stream().filter(status -> status == CaseStatus.SUCCESSFUL).count();
      line("  claims and promises: %d of %d hold".formatted(kept, claims.size()));
    }
  }

  /** What was found is about a device of this age, and says nothing about older ones. */
  private void age(DeviceData data) {
    Set<Integer> numbers = new TreeSet<>();
    data.verdicts().forEach(verdict -> numbers.addAll(verdict.trialNumbers()));
    Age age = Age.of(data.trials(numbers));
    if (age.runs() > 0) {
      line(
          "  seen up to %s after power-on; nothing is said beyond"
              .formatted(Durations.roughly(age.upTo())));
    }
  }

  private void newcomer(SeenDestinations.Newcomer newcomer) {
    line(
        "  since firmware %s: %s (trial %d); it was not tried"
            .formatted(
                plain(newcomer.firmware()),
                plain(newcomer.destination().toString()),
                newcomer.trial()));
  }

  private void fallback(Fallback fallback) {
    int size = fallback.blocked().size();
    String blocked =
        size > MOST_BLOCKED_NAMED
            ? size + " others are"
            : fallback.blocked().stream()
                    .map(DestinationPattern::plain)
                    .map(Matrix::plain)
                    .collect(Collectors.joining(" and "))
                + (size == 1 ? " is" : " are");
    line(
        "  only while %s blocked: %s (trial %d)"
            .formatted(blocked, plain(fallback.destination().toString()), fallback.trial()));
  }

  private void lookedUp(List<Destination> names) {
    if (!names.isEmpty()) {
      int more = names.size() - MOST_LAN_NAMED;
      String named =
          names.stream()
              .limit(MOST_LAN_NAMED)
              .map(name -> plain(name.host().toString()))
              .collect(Collectors.joining(", "));
      line(
          "  only looked up, refused by the answer to the name alone: "
              + (more > 0 ? named + " and " + more + " more" : named));
    }
  }

  private void lanContacts(SortedSet<Destination> contacts) {
    if (!contacts.isEmpty()) {
      String named =
          contacts.stream()
              .limit(MOST_LAN_NAMED)
              .map(contact -> plain(contact.toString()))
              .collect(Collectors.joining(", "));
      int more = contacts.size() - MOST_LAN_NAMED;
      line(
          "  inside the LAN, never blocked: " + named + (more > 0 ? " and " + more + " more" : ""));
    }
  }

  private void failures(DeviceData data) {
    for (TimedCase timed : data.cases()) {
      CaseResult result = timed.result();
      if (result.status() == CaseStatus.FAILED) {
        line(paint.in(Paint.Ink.RED, "  FAILED ") + plain(result.name()));
        result.message().lines().forEach(sentence -> wrapped(plain(sentence)));
      } else if (result.isClaim() && result.status() == CaseStatus.ABORTED) {
        line(paint.in(Paint.Ink.YELLOW, "  NOT SETTLED ") + plain(result.name()));
        result.message().lines().forEach(sentence -> wrapped(plain(sentence)));
      } else if (result.isClaim() && !result.message().isEmpty()) {
        line("  HOLDS " + plain(result.name()));
        result.message().lines().forEach(sentence -> wrapped(plain(sentence)));
      }
    }
  }

  private void warning(String sentence) {
    line(paint.in(Paint.Ink.YELLOW, "  WARNING"));
    wrapped(plain(sentence));
  }

  /** A long sentence, in lines that a terminal need not break. */
  private void wrapped(String sentence) {
    StringBuilder line = new StringBuilder();
    for (String word : sentence.strip().split(" +", -1)) {
      if (line.length() > 0 && line.length() + word.length() >= WIDEST_LINE) {
        line("    " + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    line("    " + line);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Without control characters: names come from the network, and a terminal obeys them. */
  private static String plain(String name) {
    return name.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ");
  }

  private static String shorten(String name) {
    if (name.length() <= WIDEST_NAME) {
      return name;
    }
    int tail = WIDEST_NAME / 2 - 1;
    return name.substring(0, WIDEST_NAME - tail - 1) + "…" + name.substring(name.length() - tail);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
