// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.capture.PcapWriter;
import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.devices.simulated.Wire.TimedFrame;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records the wire; a recording begins a trial, and with it a new row of random numbers. */
final class SimulatedCapture implements Capture {
  private final World world;
  private final Faults faults;
  private final Wire wire;
  private final SimulatedGateway gateway;
  private final FrameReader reader;
  private final Path folder;
  private @Nullable Running running;

  SimulatedCapture(
      World world, Faults faults, Wire wire, SimulatedGateway gateway, FrameReader reader, Path folder) {
    this.world = world;
    this.faults = faults;
    this.wire = wire;
    this.gateway = gateway;
    this.reader = reader;
    this.folder = folder;
  }

  @Override
  public Recording start(String name) {
    return world.locked(
        () -> {
          if (running != null) {
            throw new LabFault("A recording is under way: stop it before '" + name + "'");
          }
          world.seed(name);
          faults.maybe(Operation.CAPTURE, "The capture '" + name + "' could not be started");
          running = new Running(folder.resolve(name + ".pcap"));
          return running;
        });
  }

  private final class Running implements Recording {
    private final Path file;
    private final Wire.Tap tap = wire.tap();
    private @Nullable Traffic traffic;

    Running(Path file) {
      this.file = file;
    }

    @Override
    public Traffic stop() {
      return world.locked(
          () -> {
            if (traffic == null) {
              traffic = end();
            }
            return traffic;
          });
    }

    private Traffic end() {
      List<TimedFrame> frames = tap.frames();
      close();
      write(file, frames);
      Traffic read =
          new Traffic(
              reader.read(frames),
              faults.happens(Operation.CAPTURE) ? 1 : 0,
              new Attachment("capture", "application/vnd.tcpdump.pcap", file));
      new Leaks(read.observations(), gateway.book()).learn();
      return read;
    }

    @Override
    public void close() {
      world.locked(
          () -> {
            tap.close();
            if (running == this) {
              running = null;
            }
          });
    }
  }

  private static void write(Path file, List<TimedFrame> frames) {
    try {
      Files.createDirectories(file.getParent());
      try (PcapWriter writer = new PcapWriter(file)) {
        for (TimedFrame frame : frames) {
          writer.write(frame.time(), frame.frame());
        }
      }
    } catch (IOException e) {
      throw new LabFault("The capture " + file + " could not be written", e);
    }
  }
}
