// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
  private final Set<DestinationPattern> blocked = new TreeSet<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private Vantage vantage = Vantage.LAN;
  private @Nullable Duration off;
  private @Nullable Recording recording;
  private @Nullable Block block;
  private @Nullable Traffic traffic;
  private List<DnsEvent> dns = List.of();

  Trial(Bench bench, String name, Set<Destination> known, Gateway.Strength strength) {
    this.bench = bench;
    this.name = name;
    this.known = Set.copyOf(known);
    this.strength = strength;
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
    return bench.clock();
  }

  /**
   * Declares that the device is without power for a while before it is used.
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
   * Declares a block.
   *
   * @throws IllegalStateException if the trial has begun without it
   */
  public void block(DestinationPattern pattern) {
    if (!blocked.contains(pattern)) {
      requireNotBegun("destination " + pattern + " is blocked");
      blocked.add(pattern);
    }
  }

  /** The companion app on the phone at the current vantage; begins the trial. */
  public CompanionApp app() {
    begin();
    return bench.app(vantage);
  }

  /** What the device exchanged in this trial; begins it if need be and ends its recording. */
  public Traffic traffic() {
    begin();
    if (traffic == null && recording != null) {
      traffic = recording.stop();
    }
    return java.util.Objects.requireNonNull(traffic);
  }

  /** The device's DNS queries of this trial so far; begins it if need be. */
  public List<DnsEvent> dns() {
    begin();
    return block == null ? dns : block.dns();
  }

  /** Keeps a file with the trial, for reports. */
  public void attach(Attachment attachment) {
    attachments.add(attachment);
  }

  /** Begins the trial if it has not begun. */
  public void begin() {
    if (recording != null) {
      return;
    }
    recording = bench.capture().start(name);
    if (off != null) {
      bench.power().off();
      bench.clock().pass(off);
    }
    block = bench.gateway().block(blocked, known, strength);
    if (off != null) {
      bench.power().on();
      bench.clock().pass(bench.startUp());
    }
  }

  void use(Vantage usageVantage) {
    vantage = usageVantage;
  }

  private void requireNotBegun(String declaration) {
    if (recording != null) {
      throw new IllegalStateException(
          "'"
              + declaration
              + "' comes after the trial has begun: move it above the first step that acts");
    }
  }
}
