// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.evidence;

import dev.trimunit.engine.journal.JournalExcerpt;
import dev.trimunit.engine.lab.PacketSlicer;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.data.TrialText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a bundle holds of the trials that decided its verdict, as far as its size allows. */
public final class TrialFiles {
  /** Octets of pictures and packets in one bundle. */
  public static final int MOST_OCTETS = 2 << 20;

  private static final int MOST_PACKETS = 256 << 10;
  private static final String CAPTURE = "application/vnd.tcpdump.pcap";
  private static final Map<String, String> ENDINGS =
      Map.of("image/png", ".png", "image/jpeg", ".jpg", "text/plain", ".txt");

  private final Bundle bundle;
  private final Verdict verdict;
  private final Path output;
  private final Optional<PacketSlicer> slicer;
  private final List<String> leftOut = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private int octets;

  /**
   * An entry of the bundle.
   *
   * @param trial the trial's number
   * @param path the entry's name
   * @param name what it is, in words that may come from anywhere
   */
  public record Entry(int trial, String path, String name) {}

  /**
   * @param output the run's folder, against which attachments are told
   * @param slicer cuts captures, if somebody can
   */
  public TrialFiles(Bundle bundle, Verdict verdict, Path output, Optional<PacketSlicer> slicer) {
    this.bundle = bundle;
    this.verdict = verdict;
    this.output = output;
    this.slicer = slicer;
  }

  /** Adds a trial. */
  public void add(TrialRecord trial, Optional<JournalExcerpt> journal) throws IOException {
    journal.flatMap(j -> j.wholeLine(trial.number())).ifPresent(line -> line(trial, line));
    text(trial, "dns.txt", "DNS queries", TrialText.dnsLog(trial));
    text(trial, "rules.txt", "rules in force", rules(trial, journal));
    for (Attachment attachment : trial.attachments()) {
      if (attachment.mediaType().equals(CAPTURE)) {
        packets(trial, output.resolve(attachment.file()));
      }
    }
    int number = 0;
    for (Attachment picture : pictures(trial)) {
      number++;
      String ending = ENDINGS.getOrDefault(picture.mediaType(), ".bin");
      file(trial, "screen-" + number + ending, picture);
    }
  }

  private void line(TrialRecord trial, String line) {
    text(trial, "journal.jsonl", "line of the journal", line + "\n");
  }

  private void text(TrialRecord trial, String file, String name, String text) {
    String path = path(trial, file);
    bundle.add(path, text);
    entries.add(new Entry(trial.number(), path, name));
  }

  private static String path(TrialRecord trial, String file) {
    return "trials/%03d/%s".formatted(trial.number(), file);
  }

  private static String rules(TrialRecord trial, Optional<JournalExcerpt> journal) {
    List<String> lines = new ArrayList<>(List.of(TrialText.title(trial)));
    journal.ifPresent(j -> lines.add("strength of the block: " + j.strength(trial.number())));
    trial.evidence().forEach(e -> lines.add(e.pattern().plain() + ": " + TrialText.evidence(e)));
    lines.add("rules:");
    List<String> rules = journal.map(j -> j.rules(trial.number())).orElse(List.of());
    lines.addAll(rules.isEmpty() ? List.of("(the gateway told none)") : rules);
    return String.join("\n", lines) + "\n";
  }

  /** Of the usage that the verdict is about, and of the trial as a whole. */
  private List<Attachment> pictures(TrialRecord trial) {
    List<Attachment> all = new ArrayList<>();
    trial
        .outcome(verdict.usage())
        .ifPresent(outcome -> outcome.steps().forEach(step -> all.addAll(step.attachments())));
    trial.attachments().stream().filter(a -> !a.mediaType().equals(CAPTURE)).forEach(all::add);
    return all.stream().distinct().toList();
  }

  private void file(TrialRecord trial, String name, Attachment attachment) throws IOException {
    Path file = output.resolve(attachment.file());
    if (!Files.isRegularFile(file)) {
      leftOut.add(
          "trial %d: '%s' is not there any more".formatted(trial.number(), attachment.name()));
    } else if (fits(trial, attachment.name(), Files.size(file))) {
      String path = path(trial, name);
      bundle.add(path, Files.readAllBytes(file));
      entries.add(new Entry(trial.number(), path, attachment.name()));
    }
  }

  private boolean fits(TrialRecord trial, String name, long size) {
    boolean fits = octets + size <= MOST_OCTETS;
    octets += fits ? (int) size : 0;
    if (!fits) {
      leftOut.add(
          "trial %d: '%s', because a bundle holds at most %d KiB of files"
              .formatted(trial.number(), name, MOST_OCTETS >> 10));
    }
    return fits;
  }

  private void packets(TrialRecord trial, Path capture) throws IOException {
    if (slicer.isEmpty() || !Files.isRegularFile(capture)) {
      leftOut.add("trial %d: packets, which cannot be had".formatted(trial.number()));
      return;
    }
    ByteArrayOutputStream pcap = new ByteArrayOutputStream();
    PacketSlicer.Slice slice =
        slicer.get().slice(capture, verdict.destination(), addresses(trial), MOST_PACKETS, pcap);
    if (slice.leftOut() > 0) {
      leftOut.add("trial %d: %d packets".formatted(trial.number(), slice.leftOut()));
    }
    if (fits(trial, "packets", pcap.size())) {
      String path = path(trial, "packets.pcap");
      bundle.add(path, pcap.toByteArray());
      entries.add(
          new Entry(
              trial.number(),
              path,
              "%d packets of %s".formatted(slice.packets(), verdict.destination())));
    }
  }

  private Set<IpAddress> addresses(TrialRecord trial) {
    Destination destination = verdict.destination();
    Host host = destination.host();
    Set<IpAddress> addresses = new TreeSet<>();
    if (host instanceof IpAddress address) {
      addresses.add(address);
    }
    trial.observations().stream()
        .filter(seen -> seen.destination().equals(destination))
        .map(Observation::addresses)
        .forEach(addresses::addAll);
    trial.dns().stream()
        .filter(event -> event.question().equals(host))
        .map(DnsEvent::addresses)
        .forEach((Collection<IpAddress> answered) -> addresses.addAll(answered));
    return addresses;
  }

  /** What was added, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** What was not, a sentence each. */
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}
