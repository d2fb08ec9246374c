// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.journal.JournalExcerpt;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import dev.trimunit.engine.trial.Age;
import dev.trimunit.reports.evidence.OpenedBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A verdict recomputed from its bundle alone. */
final class BundleReplay {
  private static final List<String> COMPARED =
      List.of("verdict", "trials", "passed", "held", "errorBound", "partners", "trialNumbers");

  private final OpenedBundle bundle;
  private final JsonNode root;
  private List<TrialRecord> trials = List.of();
  private List<Endured> endured = List.of();
  private List<ClockMargins> margins = List.of();

  /**
   * Another way of settling than the run's.
   *
   * @param protocol its name, or null for the run's
   * @param errorBound the accepted probability of a wrong verdict, or null for the run's
   */
  record Terms(@Nullable String protocol, @Nullable Double errorBound) {
    boolean areTheRuns() {
      return protocol == null && errorBound == null;
    }
  }

  /**
   * Reads a bundle.
   *
   * @throws IOException if it is none
   */
  BundleReplay(Path file) throws IOException {
    this.bundle = OpenedBundle.read(file);
    byte[] text =
        bundle
            .entry(EvidenceBundles.VERDICT)
            .orElseThrow(() -> new IOException("it has no " + EvidenceBundles.VERDICT));
    this.root = Json.read(text);
    int version = root.path("version").asInt();
    if (version != EvidenceBundles.VERSION) {
      throw new IOException(
          "its version is %s, understood is %d"
              .formatted(root.path("version"), EvidenceBundles.VERSION));
    }
  }

  /** What was changed since it was written, a sentence each. */
  List<String> problems() {
    return bundle.problems();
  }

  /** The checksum that the run's {@code verdicts.json} has of it. */
  String checksum() {
    return bundle.checksum();
  }

  /** The verdict as the bundle states it. */
  JsonNode stated() {
    return root.path("verdict");
  }

  /** What it is about, for people. */
  String subject() {
    JsonNode device = root.path("device");
    JsonNode verdict = stated();
    return "%s: %s for %s over %s"
        .formatted(
            device.path("name").asText(),
            verdict.path("destination").asText(),
            verdict.path("functionality").asText(),
            verdict.path("vantage").asText());
  }

  /** Where and how it was found, for people. */
  String circumstances() {
    JsonNode device = root.path("device");
    return "%s; firmware %s, app %s, region %s; protocol %s, error bound %s"
        .formatted(
            root.path("lab").path("note").asText(),
            stated(device, "firmware"),
            stated(device, "app"),
            stated(device, "region"),
            setting("protocol"),
            setting("error-bound"));
  }

  private static String stated(JsonNode device, String field) {
    String text = device.path(field).asText();
    return text.isEmpty() ? "not stated" : text;
  }

  private String setting(String key) {
    return root.path("settings").path(key).asText();
  }

  /**
   * Settles the verdict anew.
   *
   * @return the verdict; empty if the journal does not lead to one
   * @throws IOException if the journal is missing or unreadable
   * @throws LabException if its lines contradict each other
   */
  Optional<Verdict> verdict(Terms terms) throws IOException {
    Replay replay = new Replay("the journal", lines());
    if (replay.damagedLines() > 0) {
      throw new IOException(replay.damagedLines() + " lines of its journal are damaged");
    }
    trials = replay.trials();
    String protocol = terms.protocol() == null ? setting("protocol") : terms.protocol();
    double bound =
        terms.errorBound() == null
            ? Double.parseDouble(setting("error-bound"))
            : terms.errorBound();
    Set<String> asked = texts(root.path("replay").path("destinations"));
    Set<Usage> together = usages();
    Optional<Verdict> found =
        replay
            .verdicts(
                Protocols.named(protocol),
                bound,
                destination -> asked.contains(destination.toString()),
                together::contains)
            .stream()
            .filter(this::isTheOne)
            .findFirst();
    endured = replay.endured();
    margins = replay.clockMargins();
    return found;
  }

  /** How old the device was in the trials that a verdict that was settled anew rests on. */
  Age age(Verdict verdict) {
    return Age.of(
        trials.stream().filter(trial -> verdict.trialNumbers().contains(trial.number())).toList());
  }

  /** What came of the run's list when it was blocked for days, a sentence each. */
  List<String> endurance() {
    return endured.stream().flatMap(one -> one.sentences().stream()).toList();
  }

  /** How wrong the device's clock may be, a sentence each. */
  List<String> clock() {
    return margins.stream().flatMap(found -> found.sentences().stream()).toList();
  }

  private List<String> lines() throws IOException {
    List<String> shortLines =
        bundle
            .unpacked(EvidenceBundles.JOURNAL)
            .orElseThrow(() -> new IOException("it has no " + EvidenceBundles.JOURNAL))
            .lines()
            .toList();
    List<String> whole = new ArrayList<>();
    for (String name : bundle.names()) {
      if (name.matches("trials/\\d+/journal\\.jsonl")) {
        byte[] line = bundle.entry(name).orElseThrow();
        whole.add(new String(line, StandardCharsets.ISO_8859_1).strip());
      }
    }
    return JournalExcerpt.merged(shortLines, whole);
  }

  private boolean isTheOne(Verdict verdict) {
    Destination destination = verdict.destination();
    return destination.toString().equals(stated().path("destination").asText())
        && verdict.usage().functionality().equals(stated().path("functionality").asText())
        && verdict.usage().vantage().name().equals(stated().path("vantage").asText());
  }

  private Set<Usage> usages() {
    Set<Usage> usages = new TreeSet<>();
    for (JsonNode usage : root.path("replay").path("usages")) {
      Vantage vantage = Vantage.valueOf(usage.path("vantage").asText());
      usages.add(new Usage(usage.path("functionality").asText(), vantage));
    }
    return usages;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** The fields in which a recomputed verdict is not the stated one. */
  List<String> differences(Verdict verdict) {
    JsonNode recomputed = VerdictsJson.verdict(verdict, List.of());
    return COMPARED.stream()
        .filter(field -> !same(recomputed.path(field), stated().path(field)))
        .toList();
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.asDouble(), other.asDouble()) == 0;
    }
    return one.toString().equals(other.toString());
  }

  /** A verdict in words. */
  static String words(JsonNode verdict) {
    return "%s, %s of %s trials passed, %s held, error bound %s"
        .formatted(
            verdict.path("verdict").asText().toLowerCase(Locale.ROOT),
            verdict.path("passed").asText(),
            verdict.path("trials").asText(),
            verdict.path("held").asText(),
            verdict.path("errorBound").decimalValue().toPlainString());
  }
}
