// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The trial under way, as steps see it; injected into step classes.
 *
 * <p>Given and When steps <em>declare</em> the trial; the first action (the companion app, the
 * traffic) <em>begins</em> it, which puts everything into its physical order: capture, power off,
 * wait, block, power on, wait until ready. So a block is in force before power returns, whatever
 * the order of the steps.
 */
public final class Trial {
  private final Bench bench;
  private final String name;
  private final Set<Destination> known;
  private final Gateway.Strength strength;
  private final SteadyClock clock;
  private final Duration usualOff;
  private final Function<Vantage, LabLocks.Lease> phones;
  private final Set<DestinationPattern> blocked;
  private final List<Attachment> attachments = new ArrayList<>();
  private Vantage vantage = Vantage.LAN;
  private LabLocks.@Nullable Lease phone;
  private boolean begun;
  private boolean dark;
  private String broken = "";
  private @Nullable Duration off;
  private @Nullable Recording recording;
  private @Nullable Block block;
  private @Nullable Traffic traffic;

  Trial(
      Bench bench,
      String name,
      Set<DestinationPattern> blocked,
      Set<Destination> known,
      Gateway.Strength strength,
      Duration usualOff,
      Function<Vantage, LabLocks.Lease> phones) {
    this.bench = bench;
    this.name = name;
    this.blocked = new TreeSet<>(blocked);
    this.known = Set.copyOf(known);
    this.strength = strength;
    this.usualOff = usualOff;
    this.phones = phones;
    this.clock = new SteadyClock(bench.clock());
  }

  /** The device under test. */
  public Device device() {
    return bench.device();
  }

  /** Where the phone of the current usage sits. */
  public Vantage vantage() {
    return vantage;
  }

  /** The lab's time. */
  public LabClock clock() {
    return clock;
  }

  /** Declares that the device is without power for the usual while before it is used. */
  public void powerCycle() {
    powerCycle(usualOff);
  }

  /**
   * Declares that the device is without power for a while before it is used. Every trial is
   * power-cycled, for the run's usual while if nothing is declared; zero means not at all.
   *
   * @throws IllegalStateException if the trial has begun without it, or with another duration
   */
  public void powerCycle(Duration duration) {
    if (!duration.equals(off)) {
      requireNotBegun("the device is power-cycled");
      off = duration;
    }
  }

  /**
   * Declares a block. What the trial was asked for is declared from the start.
   *
   * @throws IllegalStateException if the trial has begun without it
   */
  public void block(DestinationPattern pattern) {
    if (!blocked.contains(pattern)) {
      requireNotBegun("destination " + pattern + " is blocked");
      blocked.add(pattern);
    }
  }

  /**
   * The companion app on the phone at the current vantage; begins the trial. The app is freshly
   * started for each usage, so that no screen of an earlier one is taken for this one's.
   */
  public CompanionApp app() {
    begin();
    CompanionApp app = bench.app(vantage);
    if (phone == null) {
      phone = phones.apply(vantage);
      app.restart();
    }
    return app;
  }

  /** What the device exchanged in this trial; begins it if need be and ends its recording. */
  public Traffic traffic() {
    begin();
    if (traffic == null) {
      traffic = Objects.requireNonNull(recording).stop();
    }
    return traffic;
  }

  /** The device's DNS queries of this trial so far; begins it if need be. */
  public List<DnsEvent> dns() {
    begin();
    return Objects.requireNonNull(block).dns();
  }

  /** Keeps a file with the trial, for reports. */
  public void attach(Attachment attachment) {
    attachments.add(attachment);
  }

  /** The files kept with the trial so far. */
  public List<Attachment> attachments() {
    return List.copyOf(attachments);
  }

  /**
   * Begins the trial if it has not begun.
   *
   * @throws LabFault if the lab could not; also in every later attempt
   */
  public void begin() {
    if (!broken.isEmpty()) {
      throw new LabFault(broken);
    }
    if (!begun) {
      begun = true;
      try {
        prepare();
      } catch (LabFault fault) {
        broken = String.valueOf(fault.getMessage());
        throw fault;
      }
    }
  }

  private void prepare() {
    Duration without = off == null ? usualOff : off;
    off = without;
    recording = bench.capture().start(name);
    if (without.isZero()) {
      block = bench.gateway().block(blocked, known, strength);
      return;
    }
    dark = true;
    bench.power().off();
    clock.pass(without);
    block = bench.gateway().block(blocked, known, strength);
    bench.power().on();
    dark = false;
    clock.pass(bench.startUp());
  }

  void use(Vantage usageVantage) {
    vantage = usageVantage;
  }

  /** Lets other devices use the phone. */
  void putDown() {
    if (phone != null) {
      phone.close();
      phone = null;
    }
  }

  /** Why the trial could not begin, in a sentence; empty if it could. */
  String broken() {
    return broken;
  }

  /**
   * Reads what there is to read and leaves the bench as found: recording, block, power, in this
   * order.
   */
  TrialEnd end(List<Block> stuck) {
    Teardown teardown = new Teardown();
    putDown();
    List<BlockEvidence> evidence = List.of();
    List<DnsEvent> dns = List.of();
    Block inForce = block;
    if (inForce != null) {
      evidence = teardown.read(inForce::evidence).orElse(List.of());
      dns = teardown.read(inForce::dns).orElse(List.of());
    }
    stopRecording(teardown);
    if (inForce != null && !teardown.insist(inForce::close)) {
      stuck.add(inForce);
    }
    if (dark) {
      teardown.insist(bench.power()::on);
    }
    clock.now();
    teardown.rethrow();
    return new TrialEnd(
        Set.copyOf(blocked),
        begun && off != null ? off : Duration.ZERO,
        evidence,
        dns,
        Optional.ofNullable(traffic),
        List.copyOf(attachments),
        faults(teardown));
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

  private void requireNotBegun(String declaration) {
    if (begun) {
      throw new IllegalStateException(
          "'"
              + declaration
              + "' comes after the trial has begun: move it above the first step that acts");
    }
  }
}
