// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.CaptureSummary;
import dev.trimunit.devices.capture.Destinations;
import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.file.PcapTail;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tap on one device: a {@link PacketTap} in the gateway's namespace writes what it sees of the
 * device's MAC into a file. This process needs no privilege and no native library for it.
 */
public final class PipedCapture implements Capture {
  private final UnaryOperator<List<String>> inside;
  private final PacketTap kind;
  private final String networkInterface;
  private final MacAddress device;
  private final LocalPrefixes local;
  private final Set<IpAddress> gateway;
  private final Path folder;
  private final Consumer<List<Observation>> seen;
  private @Nullable Running running;

  /**
   * @param inside puts a command line into the gateway's namespace
   * @param kind what records
   * @param networkInterface where the device's frames pass
   * @param device whose frames are recorded
   * @param local what is no remote destination
   * @param gateway the gateway's own addresses in the device's network
   * @param folder where captures are kept
   * @param seen takes what a finished recording shows
   */
  public PipedCapture(
      UnaryOperator<List<String>> inside,
      PacketTap kind,
      String networkInterface,
      MacAddress device,
      LocalPrefixes local,
      Set<IpAddress> gateway,
      Path folder,
      Consumer<List<Observation>> seen) {
    this.inside = inside;
    this.kind = kind;
    this.networkInterface = networkInterface;
    this.device = device;
    this.local = local;
    this.gateway = Set.copyOf(gateway);
    this.folder = folder;
    this.seen = seen;
  }

  @Override
  public synchronized Recording start(String name) {
    if (running != null) {
      throw new LabFault("A recording is under way: stop it before '" + name + "'");
    }
    Path file = folder.resolve(name + ".pcap");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new LabFault("The folder " + folder + " for captures cannot be made", e);
    }
    TapProcess tap = TapProcess.start(inside, kind, networkInterface, device, file);
    running = new Running(file, tap);
    return running;
  }

  /**
   * Forgets what the recording under way holds so far. To be called when the device has just lost
   * its power: what it said before belongs to no trial.
   */
  synchronized void forget() {
    Running now = running;
    if (now != null) {
      Pause.millis(kind.lagMillis());
      now.begin = now.file.toFile().length();
    }
  }

  /**
   * A supply with which {@link #forget} goes.
   *
   * @param blocked whether a block is in force: then a trial is under way, and a power cut part of
   *     it
   */
  public PowerControl forgetting(PowerControl power, BooleanSupplier blocked) {
    return new Forgetting(power, this, blocked);
  }

  /** What a device said before it lost its power belongs to no trial. */
  private record Forgetting(PowerControl power, PipedCapture capture, BooleanSupplier blocked)
      implements PowerControl {
    @Override
    public void off() {
      power.off();
      if (!blocked.getAsBoolean()) {
        capture.forget();
      }
    }

    @Override
    public void on() {
      power.on();
    }
  }

  /** What the recording under way shows so far; nothing if there is none. */
  public synchronized List<Observation> soFar() {
    Running now = running;
    if (now == null) {
      return List.of();
    }
    Pause.millis(kind.lagMillis());
    Path copy = folder.resolve("so-far.pcap");
    PcapTail.copy(now.file, now.begin, copy);
    try {
      return Destinations.of(read(copy), device);
    } finally {
      copy.toFile().delete();
    }
  }

  private CaptureSummary read(Path file) {
    try {
      return Destinations.read(file, local);
    } catch (IOException e) {
      throw new LabFault("The capture " + file + " could not be read: " + e.getMessage(), e);
    }
  }

  private synchronized void ended(Running recording) {
    if (running == recording) {
      running = null;
    }
  }

  private final class Running implements Recording {
    private final Path file;
    private final TapProcess tap;
    private long begin;
    private @Nullable Traffic traffic;

    Running(Path file, TapProcess tap) {
      this.file = file;
      this.tap = tap;
    }

    @Override
    public Traffic stop() {
      Traffic known = traffic;
      if (known != null) {
        return known;
      }
      long dropped;
      try {
        dropped = tap.stop();
      } finally {
        ended(this);
      }
      PcapTail.copy(file, begin, file);
      CaptureSummary capture = read(file);
      List<Observation> observations = Destinations.of(capture, device);
      seen.accept(observations);
      Traffic read =
          new Traffic(
              observations,
              Destinations.inLan(capture, device, gateway),
              dropped,
              new Attachment("capture", "application/vnd.tcpdump.pcap", file),
              Destinations.clock(capture, device));
      traffic = read;
      return read;
    }

    @Override
    public void close() {
      ended(this);
      if (traffic == null) {
        tap.kill();
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new LabFault("The capture " + file + " could not be deleted", e);
        }
      }
    }
  }
}
