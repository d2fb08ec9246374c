// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.listener.DestinationParties;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hears a run and keeps what it told; safe for calls from several threads. */
public final class RunCollector implements RunListener {
  private static final Comparator<Verdict> ORDER =
      Comparator.comparing(Verdict::destination).thenComparing(Verdict::usage);

  /** Reports are shared: a lab's password is not for them. */
  private static final Pattern SECRET =
      Pattern.compile(
          "password|passwd|secret|token|credential|notify\\.(url|command)",
          Pattern.CASE_INSENSITIVE);

  private final InstantSource realTime;
  private final SortedMap<String, Entry> devices = new TreeMap<>();
  private final Map<String, Path> journals = new TreeMap<>();
  private @Nullable LabDescription lab;
  private Path output = Path.of("");
  private Map<String, String> settings = Map.of();
  private Instant started = Instant.EPOCH;

  public RunCollector(InstantSource realTime) {
    this.realTime = realTime;
  }

  @Override
  public synchronized void runStarted(
      LabDescription description, Path folder, Map<String, String> properties) {
    devices.clear();
    journals.clear();
    lab = description;
    output = folder;
    settings = new TreeMap<>(properties);
    settings.replaceAll(
        (key, value) -> SECRET.matcher(key).find() && !value.isEmpty() ? "(hidden)" : value);
    started = realTime.instant();
  }

  @Override
  public synchronized void campaignStarted(Device device, DestinationParties parties) {
    Entry entry = new Entry(device, parties, realTime.instant());
    Entry earlier = devices.put(device.id(), entry);
    if (earlier != null) {
      entry.cases.addAll(earlier.cases);
      entry.rare.addAll(earlier.rare);
    }
  }

  @Override
  public synchronized void trialFinished(TrialRecord trial) {
    entry(trial.device()).trials.put(trial.number(), trial);
  }

  @Override
  public void trialRetold(TrialRecord trial) {
    trialFinished(trial);
  }

  @Override
  public synchronized void verdictSettled(Verdict verdict) {
    Entry entry = entry(verdict.device());
    entry.verdicts.removeIf(earlier -> ORDER.compare(earlier, verdict) == 0);
    entry.verdicts.add(verdict);
  }

  @Override
  public synchronized void warned(Device device, String sentence) {
    entry(device.id()).warnings.add(sentence);
  }

  @Override
  public synchronized void rarelyUsed(Device device, List<String> functionalities) {
    entry(device.id()).rare.addAll(functionalities);
  }

  @Override
  public synchronized void blocklistVerified(Blocklist blocklist) {
    entry(blocklist.device()).blocklists.add(blocklist);
  }

  @Override
  public synchronized void endured(Device device, Endured endured) {
    entry(device.id()).endured.add(endured);
  }

  @Override
  public synchronized void clockMarginsFound(Device device, ClockMargins margins) {
    entry(device.id()).clockMargins.add(margins);
  }

  @Override
  public synchronized void gateDecided(Device device, Gate gate) {
    entry(device.id()).gates.add(gate);
  }

  @Override
  public synchronized void journalKept(Device device, Path journal) {
    journals.put(device.id(), journal);
  }

  @Override
  public synchronized void caseFinished(CaseResult result) {
    Entry entry = entry(result.device());
    Instant now = realTime.instant();
    entry.cases.add(new TimedCase(result, entry.caseStart, now));
    entry.caseStart = now;
  }

  /**
   * What the run told so far.
   *
   * @throws IllegalStateException if it has not started
   */
  public synchronized RunData data() {
    LabDescription description = lab;
    if (description == null) {
      throw new IllegalStateException("The run has not started: nothing was told about its lab");
    }
    List<DeviceData> all = devices.values().stream().map(Entry::data).toList();
    return new RunData(
        description,
        output,
        new TreeMap<>(settings),
        started,
        realTime.instant(),
        all,
        new Evidence(journals, Map.of()));
  }

  /** A case may tell of a device whose bench could not be had: then its id is all that is known. */
  private Entry entry(String id) {
    return devices.computeIfAbsent(
        id,
        unknown ->
            new Entry(
                new Device(id, id, "device", "", "", "", ""),
                destination -> Party.UNKNOWN,
                realTime.instant()));
  }

  /** What one device told; changed under the collector's lock. */
  private static final class Entry {
    final Device device;
    final DestinationParties parties;
    final SortedMap<Integer, TrialRecord> trials = new TreeMap<>();
    final List<Verdict> verdicts = new ArrayList<>();
    final List<Blocklist> blocklists = new ArrayList<>();
    final List<TimedCase> cases = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<Gate> gates = new ArrayList<>();
    final List<Endured> endured = new ArrayList<>();
    final List<ClockMargins> clockMargins = new ArrayList<>();
    final SortedSet<String> rare = new TreeSet<>();
    Instant caseStart;

    Entry(Device device, DestinationParties parties, Instant start) {
      this.device = device;
      this.parties = parties;
      this.caseStart = start;
    }

    DeviceData data() {
      SortedMap<Destination, Party> seen = new TreeMap<>();
      trials.values().forEach(trial -> addAll(seen, trial.contacted()));
      addAll(seen, verdicts.stream().map(Verdict::destination).toList());
      SortedMap<Destination, Owner> owners = new TreeMap<>();
      seen.keySet().forEach(destination -> owners.put(destination, parties.owner(destination)));
      SortedMap<Destination, Purpose> purposes = new TreeMap<>();
      seen.keySet().forEach(d -> parties.purpose(d).ifPresent(purpose -> purposes.put(d, purpose)));
      List<Verdict> sorted = verdicts.stream().sorted(ORDER).toList();
      return DeviceDataBuilder.stagedBuilder()
          .device(device)
          .parties(seen)
          .owners(owners)
          .trials(List.copyOf(trials.values()))
          .verdicts(sorted)
          .blocklists(blocklists)
          .cases(cases)
          .acceptance(Acceptance.NONE)
          .warnings(warnings)
          .gates(gates)
          .purposes(purposes)
          .rare(List.copyOf(rare))
          .endured(endured)
          .clockMargins(clockMargins)
          .build();
    }

    private void addAll(SortedMap<Destination, Party> seen, Collection<Destination> destinations) {
      destinations.forEach(destination -> seen.computeIfAbsent(destination, parties::of));
    }
  }
}
