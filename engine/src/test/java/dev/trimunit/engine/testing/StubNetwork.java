// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The stub's gateway and capture: a set of contacted destinations instead of packets. */
final class StubNetwork {
  private final StubBench bench;
  private final Set<Destination> contacted = new TreeSet<>();
  private final Map<Destination, Gateway.Strength> leaks = new TreeMap<>();
  private Set<DestinationPattern> blocked = Set.of();
  private Gateway.Strength strength = Gateway.Strength.NORMAL;
  private boolean blocking;
  private boolean recording;

  StubNetwork(StubBench bench) {
    this.bench = bench;
  }

  void leak(Destination destination, Gateway.Strength upTo) {
    leaks.put(destination, upTo);
  }

  boolean blocking() {
    return blocking;
  }

  boolean refuses(Destination destination) {
    return isBlocked(destination) && !leaks(destination);
  }

  void contact(Set<Destination> destinations) {
    contacted.addAll(destinations);
  }

  Recording start(String name) {
    bench.event("capture on " + name);
    if (recording) {
      throw new LabFault("The capture runs already");
    }
    recording = true;
    contacted.clear();
    return new StubRecording(name);
  }

  Block block(Set<DestinationPattern> patterns, Gateway.Strength howHard) {
    bench.event("block " + patterns + " " + howHard);
    if (blocking) {
      throw new LabFault("A block is in force already: " + blocked);
    }
    blocking = true;
    blocked = Set.copyOf(patterns);
    strength = howHard;
    return new StubBlock(new TreeSet<>(patterns));
  }

  private boolean isBlocked(Destination destination) {
    return blocked.stream().anyMatch(pattern -> pattern.covers(destination));
  }

  private boolean leaks(Destination destination) {
    Gateway.Strength upTo = leaks.get(destination);
    return upTo != null && strength.compareTo(upTo) <= 0;
  }

  private BlockEvidence evidence(DestinationPattern pattern) {
    List<Destination> met = contacted.stream().filter(pattern::covers).toList();
    long passed = met.stream().filter(this::leaks).count();
    return BlockEvidence.of(pattern, met.size() - passed, 0, passed, "cached address");
  }

  private List<Observation> observations() {
    return contacted.stream()
        .filter(destination -> !refuses(destination))
        .map(this::observation)
        .toList();
  }

  private Observation observation(Destination destination) {
    Set<IpAddress> addresses = Set.of(IpAddress.parse("192.0.2.1"));
    return ObservationBuilder.stagedBuilder()
        .destination(destination)
        .packetsSent(2)
        .bytesSent(180)
        .packetsReceived(2)
        .bytesReceived(400)
        .first(bench.clock().now())
        .last(bench.clock().now())
        .protocol("TLS")
        .addresses(addresses)
        .serverNames(Set.of())
        .build();
  }

  private List<DnsEvent> dns() {
    List<DnsEvent> events = new ArrayList<>();
    for (Destination destination : contacted) {
      if (destination.host() instanceof DnsName name) {
        DnsAnswer answer = refuses(destination) ? DnsAnswer.OVERRIDDEN : DnsAnswer.ANSWERED;
        events.add(new DnsEvent(bench.clock().now(), name, "A", answer, List.of(), List.of(), 60));
      }
    }
    return events;
  }

  private final class StubRecording implements Recording {
    private final String name;

    StubRecording(String name) {
      this.name = name;
    }

    @Override
    public Traffic stop() {
      recording = false;
      bench.event("capture off");
      Path file = Path.of("captures", bench.device().id(), name + ".pcap");
      return new Traffic(
          observations(),
          Set.of(),
          bench.dropped(),
          new Attachment("capture", "application/vnd.tcpdump.pcap", file),
          List.of());
    }

    @Override
    public void close() {
      recording = false;
    }
  }

  private final class StubBlock implements Block {
    private final Set<DestinationPattern> patterns;
    private boolean closed;

    StubBlock(Set<DestinationPattern> patterns) {
      this.patterns = patterns;
    }

    @Override
    public List<BlockEvidence> evidence() {
      bench.event("evidence");
      return patterns.stream().map(StubNetwork.this::evidence).toList();
    }

    @Override
    public List<DnsEvent> dns() {
      return StubNetwork.this.dns();
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      bench.event("unblock");
      closed = true;
      blocking = false;
      blocked = Set.of();
    }
  }
}
