// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.StepRecordBuilder;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Trials of a {@link SampleDevice} as a lab would record them. */
final class SampleTrials {
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final IpAddress ADDRESS = IpAddress.parse("203.0.113.7");

  private final SampleDevice sample;
  private final List<Attachment> files;
  private int number;
  private Instant now = START;

  SampleTrials(SampleDevice sample, List<Attachment> files) {
    this.sample = sample;
    this.files = files;
  }

  int count() {
    return number;
  }

  TrialRecord run(TrialPurpose purpose, Set<Destination> blocked, List<Usage> usages) {
    return run(purpose, blocked, usages, Duration.ofMinutes(2));
  }

  TrialRecord run(
      TrialPurpose purpose, Set<Destination> blocked, List<Usage> usages, Duration off) {
    Instant start = now;
    now = now.plus(off).plusSeconds(180);
    number++;
    Set<DestinationPattern> patterns = new TreeSet<>();
    blocked.forEach(destination -> patterns.add(destination.exactly()));
    return TrialRecordBuilder.stagedBuilder()
        .number(number)
        .device(sample.device.id())
        .purpose(purpose)
        .blocked(patterns)
        .off(off)
        .start(start)
        .end(now)
        .outcomes(usages.stream().map(usage -> outcome(usage, purpose, blocked, start)).toList())
        .evidence(patterns.stream().map(pattern -> BlockEvidence.of(pattern, 2, 0, 0, "")).toList())
        .observations(observations(blocked, start))
        .lanContacts(sample.lanContacts)
        .dns(dns(blocked, start))
        .droppedPackets(0)
        .fault("")
        .attachments(files)
        .timers(sample.timers)
        .clock(List.of())
        .unit(0)
        .build();
  }

  private UsageOutcome outcome(
      Usage usage, TrialPurpose purpose, Set<Destination> blocked, Instant start) {
    boolean works =
        purpose != TrialPurpose.NO_ACTION
            && Collections.disjoint(blocked, sample.required.getOrDefault(usage, new TreeSet<>()));
    List<StepRecord> steps = new ArrayList<>();
    String noun = sample.device.noun();
    steps.add(step("Given", "the " + noun + " is power-cycled", true, start, 8));
    for (Destination destination : blocked) {
      steps.add(step("When", "destination " + destination + " is blocked", true, start, 9));
    }
    if (purpose != TrialPurpose.NO_ACTION) {
      steps.add(step("When", "\"Power\" is tapped", true, start.plusSeconds(130), 10));
    }
    steps.add(
        step(
            "Then",
            "the companion app shows the " + noun + " on",
            works,
            start.plusSeconds(140),
            11));
    String reason = works ? "" : "the app shows the " + noun + " off";
    return new UsageOutcome(usage, works ? Outcome.PASSED : Outcome.FAILED, reason, steps);
  }

  private StepRecord step(String keyword, String text, boolean passed, Instant at, int line) {
    return StepRecordBuilder.stagedBuilder()
        .keyword(keyword)
        .text(text)
        .line(line)
        .status(passed ? StepRecord.Status.PASSED : StepRecord.Status.FAILED)
        .message(passed ? "" : "expected on, found off")
        .start(at)
        .end(at.plusSeconds(2))
        .attachments(
            keyword.equals("Then")
                ? files.stream().filter(f -> f.mediaType().startsWith("image")).toList()
                : List.of())
        .build();
  }

  private List<Observation> observations(Set<Destination> blocked, Instant start) {
    List<Observation> seen = new ArrayList<>();
    long size = 1;
    for (Destination destination : sample.parties.keySet()) {
      size++;
      if (!blocked.contains(destination)) {
        seen.add(observation(destination, size, start));
      }
    }
    if (!blocked.isEmpty()) {
      sample.fallbacks.forEach(destination -> seen.add(observation(destination, 1, start)));
    }
    return seen;
  }

  private Observation observation(Destination destination, long size, Instant start) {
    return ObservationBuilder.stagedBuilder()
        .destination(destination)
        .packetsSent(size * 3)
        .bytesSent(size * 300)
        .packetsReceived(size * 2)
        .bytesReceived(size * 500)
        .first(start.plusSeconds(125))
        .last(start.plusSeconds(150))
        .protocol(
            destination.port() == 123
                ? "NTP"
                : destination.transport().word().toUpperCase(java.util.Locale.ROOT))
        .addresses(Set.of(addresses(destination.host()).get(0)))
        .serverNames(Set.of())
        .build();
  }

  private List<DnsEvent> dns(Set<Destination> blocked, Instant start) {
    List<DnsEvent> events = new ArrayList<>();
    for (Destination destination : sample.parties.keySet()) {
      if (destination.host() instanceof DnsName name) {
        DnsAnswer answer =
            blocked.contains(destination) ? DnsAnswer.OVERRIDDEN : DnsAnswer.ANSWERED;
        events.add(
            new DnsEvent(
                start.plusSeconds(121),
                name,
                "A",
                answer,
                answer == DnsAnswer.ANSWERED
                    ? addresses(name)
                    : List.of(IpAddress.parse("127.0.0.1")),
                answer == DnsAnswer.ANSWERED
                    ? sample.aliases.getOrDefault(name, List.of())
                    : List.of(),
                60));
      }
    }
    return events;
  }

  private List<IpAddress> addresses(Host host) {
    return host instanceof DnsName name
        ? sample.addresses.getOrDefault(name, List.of(ADDRESS))
        : List.of(ADDRESS);
  }
}
