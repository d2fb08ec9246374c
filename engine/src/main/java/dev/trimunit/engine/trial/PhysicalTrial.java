// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a trial does to its bench, in the physical order: before it is used, and afterwards. */
final class PhysicalTrial {
  private final Bench bench;
  private final String name;
  private final Set<Destination> known;
  private final Gateway.Strength strength;
  private final SteadyClock clock;
  private boolean begun;
  private boolean dark;
  private String broken = "";
  private @Nullable Recording recording;
  private @Nullable Block block;
  private @Nullable Traffic traffic;

  /** Queries from before the block that is in force now. */
  private List<DnsEvent> before = List.of();

  PhysicalTrial(Bench bench, String name, Set<Destination> known, Gateway.Strength strength) {
    this.bench = bench;
    this.name = name;
    this.known = Set.copyOf(known);
    this.strength = strength;
    this.clock = new SteadyClock(bench.clock());
  }

  SteadyClock clock() {
    return clock;
  }

  boolean hasBegun() {
    return begun;
  }

  /** Why the trial could not begin, in a sentence; empty if it could. */
  String broken() {
    return broken;
  }

  /**
   * Capture, power off, wait, block, power on, wait: once; what failed once fails again.
   *
   * @param late whether the block is put in force at the end of this only
   */
  void begin(Set<DestinationPattern> blocked, BlockAnswer answer, Duration off, boolean late) {
    if (!broken.isEmpty()) {
      throw new LabFault(broken);
    }
    if (!begun) {
      begun = true;
      try {
        prepare(late ? Set.of() : blocked, answer, off);
        if (late) {
          blockNow(blocked, answer);
        }
      } catch (LabFault fault) {
        broken = String.valueOf(fault.getMessage());
        throw fault;
      }
    }
  }

  private void prepare(Set<DestinationPattern> blocked, BlockAnswer answer, Duration off) {
    recording = bench.capture().start(name);
    if (!off.isZero()) {
      dark = true;
      bench.power().off();
      clock.pass(off);
    }
    block = bench.gateway().block(blocked, known, strength, answer);
    if (!off.isZero()) {
      bench.power().on();
      dark = false;
      clock.pass(bench.startUp());
    }
  }

  /** Another block in place of the one in force; what that one has seen of DNS is kept. */
  private void blockNow(Set<DestinationPattern> blocked, BlockAnswer answer) {
    Block open = Objects.requireNonNull(block);
    before = open.dns();
    open.close();
    block = bench.gateway().block(blocked, known, strength, answer);
  }

  Traffic traffic() {
    if (traffic == null) {
      traffic = Objects.requireNonNull(recording).stop();
    }
    return traffic;
  }

  List<DnsEvent> dns() {
    return whole(Objects.requireNonNull(block).dns());
  }

  private List<DnsEvent> whole(List<DnsEvent> since) {
    return Stream.concat(before.stream(), since.stream()).toList();
  }

  /**
   * Reads what there is to read and leaves the bench as found: recording, block, power, in this
   * order.
   *
   * @param stuck takes a block that could not be removed
   */
  TrialEnd end(
      Set<DestinationPattern> blocked,
      Duration off,
      List<Attachment> attachments,
      List<Block> stuck) {
    Teardown teardown = new Teardown();
    Optional<Block> inForce = Optional.ofNullable(block);
    List<BlockEvidence> evidence =
        inForce.flatMap(b -> teardown.read(b::evidence)).orElse(List.of());
    List<String> rules = inForce.flatMap(b -> teardown.read(b::rules)).orElse(List.of());
    List<DnsEvent> dns = inForce.flatMap(b -> teardown.read(b::dns)).orElse(List.of());
    stopRecording(teardown);
    inForce.filter(b -> !teardown.insist(b::close)).ifPresent(stuck::add);
    if (dark) {
      teardown.insist(bench.power()::on);
    }
    clock.now();
    teardown.rethrow();
    return TrialEndBuilder.stagedBuilder()
        .blocked(blocked)
        .off(off)
        .evidence(evidence)
        .rules(rules)
        .dns(whole(dns))
        .traffic(Optional.ofNullable(traffic))
        .attachments(attachments)
        .faults(faults(teardown))
        .build();
  }

  private void stopRecording(Teardown teardown) {
    Recording running = recording;
    if (running == null) {
      return;
    }
    if (traffic == null) {
      traffic = teardown.read(running::stop).orElse(null);
    }
    teardown.insist(running::close);
  }

  private List<String> faults(Teardown teardown) {
    Set<String> faults = new LinkedHashSet<>();
    faults.add(broken);
    faults.addAll(teardown.faults());
    faults.add(clock.fault());
    if (traffic != null && traffic.droppedPackets() > 0) {
      faults.add("The capture lost %d packets".formatted(traffic.droppedPackets()));
    }
    faults.remove("");
    return List.copyOf(faults);
  }
}
