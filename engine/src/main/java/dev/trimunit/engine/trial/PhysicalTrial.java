// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.Insight;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a trial does to its bench, in the physical order: before it is used, and afterwards. */
final class PhysicalTrial {
  private static final Duration LONGEST = Duration.ofDays(3_660);
  private static final Duration LONGEST_REAL = Duration.ofHours(24);

  private final Bench bench;
  private final String name;
  private final Set<Destination> known;
  private final Gateway.Strength strength;
  private final SteadyClock clock;
  private boolean begun;
  private boolean dark;
  private boolean alone;
  private Map<DestinationPattern, Policy> policies = Map.of();
  private final Map<DeviceTimer.Kind, List<Instant>> done = new EnumMap<>(DeviceTimer.Kind.class);
  private String broken = "";
  private @Nullable Recording recording;
  private @Nullable Block block;
  private @Nullable Traffic traffic;

  /** What a block had met when it was lifted. */
  private @Nullable Met met;

  private @Nullable Instant powered;

  private record Met(List<BlockEvidence> evidence, List<String> rules, List<DeviceTimer> timers) {}

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

  /** Whether days can pass. */
  boolean passesDays() {
    return bench.clock().passesDays();
  }

  /** Why so much time cannot pass at once; empty if it can. */
  Optional<String> obstacle(Duration time) {
    return bench.clock().obstacle(time);
  }

  /**
   * Looks whether a trial may last so long.
   *
   * @throws IllegalArgumentException if not
   */
  void requireTime(Duration time, String what) {
    Duration longest = passesDays() ? LONGEST : LONGEST_REAL;
    if (time.compareTo(longest) > 0) {
      throw new SpecMistake(
          "%s %s are longer than a trial may last%s, which is %s"
              .formatted(
                  Durations.words(time),
                  what,
                  passesDays() ? "" : " in a lab of real time",
                  Durations.words(longest)));
    }
  }

  /** What a lab of models knows. */
  Optional<Insight> insight() {
    return bench.insight();
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

  /** What the gateway does about some of what is blocked; before the trial begins. */
  void policies(Map<DestinationPattern, Policy> declared) {
    policies = Map.copyOf(declared);
  }

  /** Lets the trial's time pass with the device as it is. */
  void age(Duration time) {
    done.computeIfAbsent(DeviceTimer.Kind.POWER_CUT, none -> new ArrayList<>());
    clock.pass(time);
  }

  /** How long ago power returned under the block; zero if the trial has not begun. */
  Duration sincePower() {
    return powered == null ? Duration.ZERO : Duration.between(powered, clock.now());
  }

  /** Nothing is blocked any more, while the device runs on; what the block met is kept. */
  void lift() {
    Block open = Objects.requireNonNull(block);
    met = new Met(open.evidence(), open.rules(), open.timers());
    before = whole(open.dns());
    open.close();
    block = bench.gateway().block(Set.of(), known, Gateway.Strength.NORMAL);
  }

  /** A power cut, with the time that the device needs to come back. */
  void losePower(Duration time) {
    dark = true;
    bench.power().off();
    clock.pass(time);
    bench.power().on();
    dark = false;
    clock.pass(bench.startUp());
    note(DeviceTimer.Kind.POWER_CUT);
  }

  /** The Internet is gone for everybody behind the gateway, the companion app's cloud included. */
  void loseInternet(Duration time) {
    alone = true;
    bench.gateway().internet(false);
    clock.pass(time);
    bench.gateway().internet(true);
    alone = false;
    note(DeviceTimer.Kind.OUTAGE);
  }

  /** The trial did this to the device once more. */
  void note(DeviceTimer.Kind kind) {
    done.computeIfAbsent(kind, none -> new ArrayList<>()).add(clock.now());
  }

  private void prepare(Set<DestinationPattern> blocked, BlockAnswer answer, Duration off) {
    recording = bench.capture().start(name);
    if (!off.isZero()) {
      dark = true;
      bench.power().off();
      clock.pass(off);
    }
    block = put(blocked, answer);
    powered = clock.now();
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
    block = put(blocked, answer);
  }

  private Block put(Set<DestinationPattern> blocked, BlockAnswer answer) {
    return policies.isEmpty()
        ? bench.gateway().block(blocked, known, strength, answer)
        : bench.gateway().block(blocked, known, strength, answer, policies);
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
    Optional<Met> all = met == null ? inForce.flatMap(b -> met(b, teardown)) : Optional.of(met);
    List<BlockEvidence> evidence = all.map(Met::evidence).orElse(List.of());
    List<String> rules = all.map(Met::rules).orElse(List.of());
    List<DnsEvent> dns = inForce.flatMap(b -> teardown.read(b::dns)).orElse(List.of());
    List<DeviceTimer> timers = timers(all.map(Met::timers));
    stopRecording(teardown);
    inForce.filter(b -> !teardown.insist(b::close)).ifPresent(stuck::add);
    if (alone) {
      teardown.insist(() -> bench.gateway().internet(true));
    }
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
        .timers(timers)
        .build();
  }

  private Optional<Met> met(Block open, Teardown teardown) {
    List<BlockEvidence> evidence = teardown.read(open::evidence).orElse(List.of());
    List<String> rules = teardown.read(open::rules).orElse(List.of());
    return Optional.of(new Met(evidence, rules, teardown.read(open::timers).orElse(List.of())));
  }

  /**
   * What the lab counted and what the trial did, once it has let days pass; of others only whether
   * the device is another one since.
   */
  private List<DeviceTimer> timers(Optional<List<DeviceTimer>> counted) {
    if (done.isEmpty() && policies.isEmpty()) {
      return counted.orElse(List.of()).stream()
          .filter(timer -> timer.kind() == DeviceTimer.Kind.UPDATE && timer.elapsed() > 0)
          .toList();
    }
    List<DeviceTimer> timers = new ArrayList<>(counted.orElse(List.of()));
    done.forEach((kind, when) -> timers.add(new DeviceTimer(kind, "", when.size(), when)));
    return timers;
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
