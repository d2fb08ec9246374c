// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.devices.gateway.Leaks;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Records the wire; a recording begins a trial, and with it a new row of random numbers. */
final class SimulatedCapture implements Capture {
  private final World world;
  private final Faults faults;
  private final Wire wire;
  private final SimulatedGateway gateway;
  private final CaptureFolder captures;
  private @Nullable Running running;

  SimulatedCapture(
      World world, Faults faults, Wire wire, SimulatedGateway gateway, CaptureFolder captures) {
    this.world = world;
    this.faults = faults;
    this.wire = wire;
    this.gateway = gateway;
    this.captures = captures;
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
          running = new Running(name);
          return running;
        });
  }

  private final class Running implements Recording {
    private final String name;
    private final Wire.Tap tap = wire.tap();
    private @Nullable Traffic traffic;

    Running(String name) {
      this.name = name;
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
      Path file = captures.write(name, tap);
      close();
      CaptureFolder.Shown shown = captures.read(file);
      Traffic read =
          new Traffic(
              shown.destinations(),
              shown.lanContacts(),
              faults.happens(Operation.CAPTURE) ? 1 : 0,
              new Attachment("capture", "application/vnd.tcpdump.pcap", file),
              shown.clock());
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
}
