// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.journal.JournalExcerpt;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.PacketSlicer;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.data.BundleFile;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.TimedCase;
import dev.trimunit.reports.evidence.Bundle;
import dev.trimunit.reports.evidence.BundleName;
import dev.trimunit.reports.evidence.TrialFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code evidence/<device>/<verdict>.zip}: everything by which somebody without the lab can check a
 * verdict. What is in it is in {@code docs/results.md}.
 */
final class EvidenceBundles {
  static final String PROPERTY = "trimunit.report.evidence";
  static final String VERDICT = "verdict.json";
  static final String JOURNAL = "journal.jsonl.gz";

  /** Raised when a reader of the former version would misread a bundle. */
  static final int VERSION = 1;

  /** Trials with files of their own in a bundle; the paper's protocol has 30 for each verdict. */
  private static final int MOST_TRIALS = 40;

  private static final String README =
      """
      An evidence bundle of TrimUnit: by it a verdict can be checked without the lab.

      verdict.json        the verdict, and what it is about
      journal.jsonl.gz    every trial of the campaign, in short lines; who recomputes the verdict needs them all
      trials/NNN/         the trials that the verdict rests on: the journal's whole line, DNS queries, rules in
                          force, the packets that concern the destination, screenshots
      MANIFEST.sha256     checksums; check them with: sha256sum -c MANIFEST.sha256

      java -jar trimunit.jar replay <this file> checks the checksums and recomputes the verdict.
      Checksums tell what was damaged or changed by chance or in haste; whoever changes a bundle can make new
      ones. The verdicts.json of the run holds the checksum of each bundle's manifest.
      """;

  private final RunData run;
  private final Optional<PacketSlicer> slicer;
  private final Map<Verdict, BundleFile> written = new HashMap<>();

  private EvidenceBundles(RunData run) {
    this.run = run;
    this.slicer = ServiceLoader.load(PacketSlicer.class).findFirst();
  }

  /** Writes a bundle per verdict, unless the run was asked not to, and says where they are. */
  static RunData write(RunData run, ReportOutput output) throws IOException {
    if (!Boolean.parseBoolean(run.settings().getOrDefault(PROPERTY, "true").strip())) {
      return run;
    }
    EvidenceBundles bundles = new EvidenceBundles(run);
    for (DeviceData device : run.devices()) {
      bundles.write(device, output);
    }
    return run.withBundles(bundles.written);
  }

  private void write(DeviceData device, ReportOutput output) throws IOException {
    Optional<JournalExcerpt> journal = journal(device);
    Optional<byte[]> packed =
        journal.map(j -> Bundle.gzip(String.join("\n", j.shortLines()) + "\n"));
    Map<Destination, List<String>> hidden = VerdictsJson.hidden(device);
    for (Verdict verdict : device.verdicts()) {
      Bundle bundle = new Bundle();
      bundle.add("README.txt", README);
      packed.ifPresent(content -> bundle.add(JOURNAL, content));
      TrialFiles files = new TrialFiles(bundle, verdict, run.output(), slicer);
      for (TrialRecord trial : deciding(device, verdict)) {
        files.add(trial, journal);
      }
      List<String> behind = hidden.getOrDefault(verdict.destination(), List.of());
      bundle.add(VERDICT, Json.text(json(device, verdict, behind, files)));
      String path = BundleName.of(verdict);
      output.write(path, bundle.zip());
      written.put(verdict, new BundleFile(path, bundle.checksum()));
    }
  }

  /** A bundle without its journal still shows the trials; {@code replay} says what is missing. */
  private Optional<JournalExcerpt> journal(DeviceData device) {
    try {
      return Optional.ofNullable(run.evidence().journals().get(device.device().id()))
          .map(path -> new JournalExcerpt(path, this::place));
    } catch (LabException e) {
      return Optional.empty();
    }
  }

  /** A path in the run's folder as one relative to it; of any other, its name only. */
  private Path place(Path file) {
    Path folder = run.output().toAbsolutePath().normalize();
    Path absolute = folder.resolve(file).normalize();
    return absolute.startsWith(folder) ? folder.relativize(absolute) : absolute.getFileName();
  }

  private static List<TrialRecord> deciding(DeviceData device, Verdict verdict) {
    return verdict.trialNumbers().stream()
        .limit(MOST_TRIALS)
        .flatMap(number -> device.trial(number).stream())
        .toList();
  }

  private ObjectNode json(DeviceData data, Verdict verdict, List<String> behind, TrialFiles files) {
    ObjectNode root = Json.object();
    root.put("version", VERSION);
    root.put("trimunit", Version.TEXT);
    VerdictsJson.head(root, run.ofAllDevices());
    ObjectNode facts = root.putObject("labFacts");
    run.lab().facts().forEach(facts::put);
    VerdictsJson.identity(root.putObject("device"), data.device());
    root.set("verdict", VerdictsJson.verdict(verdict, behind));
    replay(root.putObject("replay"), data, verdict);
    ArrayNode entries = root.putArray("files");
    for (TrialFiles.Entry entry : files.entries()) {
      ObjectNode node = entries.addObject();
      node.put("trial", entry.trial());
      node.put("file", entry.path());
      node.put("what", entry.name());
    }
    ArrayNode leftOut = root.putArray("leftOut");
    files.leftOut().forEach(leftOut::add);
    if (verdict.trialNumbers().size() > MOST_TRIALS) {
      leftOut.add("trials after the first " + MOST_TRIALS);
    }
    return root;
  }

  /** What the protocol was asked, which the journal does not say. */
  private static void replay(ObjectNode node, DeviceData data, Verdict verdict) {
    Set<Usage> together = together(data, verdict.usage());
    ArrayNode usages = node.putArray("usages");
    together.forEach(usage -> Json.usage(usages.addObject(), usage));
    ArrayNode destinations = node.putArray("destinations");
    data.verdicts().stream()
        .filter(other -> together.contains(other.usage()))
        .map(other -> other.destination().toString())
        .distinct()
        .forEach(destinations::add);
  }

  /** Usages are settled together if one outline is about them. */
  private static Set<Usage> together(DeviceData data, Usage usage) {
    Map<SourceLocation, Set<Usage>> outlines =
        data.cases().stream()
            .map(TimedCase::result)
            .filter(result -> result.kind() == CaseResult.Kind.GENERATED && result.usage() != null)
            .collect(
                Collectors.groupingBy(
                    CaseResult::location,
                    Collectors.mapping(
                        CaseResult::usage, Collectors.toCollection(TreeSet<Usage>::new))));
    return outlines.values().stream()
        .filter(usages -> usages.contains(usage))
        .findFirst()
        .orElseGet(() -> new TreeSet<>(data.usages()));
  }
}
