// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.capture.CaptureSummary;
import dev.trimunit.devices.capture.Destinations;
import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where a device's captures lie; reads them as anyone would who does not know the model. */
final class CaptureFolder {
  private static final LocalPrefixes LOCAL = LocalPrefixes.standard().and(Addresses.IPV6_PREFIX);
  private final Path folder;
  private final MacAddress device;

  CaptureFolder(Path folder, MacAddress device) {
    this.folder = folder;
    this.device = device;
  }

  /** Writes a capture. */
  Path write(String name, Wire.Tap tap) {
    Path file = folder.resolve(name + ".pcap");
    try {
      Files.createDirectories(folder);
      try (PcapWriter writer = new PcapWriter(file)) {
        tap.read(writer::write);
      }
      return file;
    } catch (IOException e) {
      throw new LabFault("The capture " + file + " could not be written", e);
    }
  }

  /** What a capture shows of the device. */
  record Shown(
      List<Observation> destinations, Set<Destination> lanContacts, List<ClockReading> clock) {}

  /** What the device contacted, by a capture. */
  Shown read(Path file) {
    try {
      CaptureSummary capture = Destinations.read(file, LOCAL);
      return new Shown(
          Destinations.of(capture, device),
          Destinations.inLan(capture, device, Set.of(Addresses.GATEWAY)),
          Destinations.clock(capture, device));
    } catch (IOException e) {
      throw new LabFault("The capture " + file + " could not be read: " + e.getMessage(), e);
    }
  }

  /** What the device contacted, by a capture that is still under way. */
  List<Observation> read(Wire.Tap tap) {
    Path file = write("under-way", tap);
    try {
      return read(file).destinations();
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LabFault("The file " + file + " could not be deleted", e);
    }
  }
}
