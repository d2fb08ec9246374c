// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.file.CaptureException;
import dev.trimunit.devices.capture.file.CaptureFile;
import dev.trimunit.devices.capture.file.Input;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.capture.packet.Packet;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads captures: which destinations did which host contact. Memory is bounded. A second reading
 * follows where the first one took addresses of one host for several hosts' or the other way round.
 */
public final class Destinations {
  private Destinations() {}

  /**
   * Reads a whole capture.
   *
   * @param file pcap or pcapng, also gzip
   * @param local which addresses are local
   * @throws CaptureException with a sentence, if the file is no capture
   */
  public static CaptureSummary read(Path file, LocalPrefixes local) throws IOException {
    return read(Input.Source.of(file), local);
  }

  static CaptureSummary read(Input.Source file, LocalPrefixes local) throws IOException {
    Hosts hosts = new Hosts(local);
    CaptureSummary summary = read(file, local, hosts, false);
    return summary != null ? summary : secondReading(file, local, hosts);
  }

  private static CaptureSummary secondReading(Input.Source file, LocalPrefixes local, Hosts known)
      throws IOException {
    return Objects.requireNonNull(read(file, local, new Hosts(known), true));
  }

  /** Null if only now, at its end, it is certain whose address is whose. */
  private static @Nullable CaptureSummary read(
      Input.Source file, LocalPrefixes local, Hosts hosts, boolean last) throws IOException {
    Analysis analysis = new Analysis(local, hosts);
    try (CaptureFile capture = CaptureFile.open(file)) {
      Packet packet = new Packet();
      while (capture.next(packet)) {
        analysis.packet(packet);
      }
      return hosts.settle() || last ? analysis.summary(capture) : null;
    }
  }

  /**
   * What one device contacted inside its own network, groups included.
   *
   * @param gateway the gateway's addresses there; its DNS, DHCP and NTP are no contacts
   */
  public static Set<Destination> inLan(
      CaptureSummary capture, MacAddress device, Set<IpAddress> gateway) {
    return new LanContacts(capture, device, gateway).all();
  }

  /** What one device showed of its clock in its first queries to time servers, in file order. */
  public static List<ClockReading> clock(CaptureSummary capture, MacAddress device) {
    return capture.hosts().stream()
        .filter(host -> host.macs().contains(device))
        .flatMap(host -> host.clock().stream())
        .toList();
  }

  /** What one device contacted, in the natural order of destinations. */
  public static List<Observation> of(CaptureSummary capture, MacAddress device) {
    Map<Destination, Observation> merged = new TreeMap<>();
    capture.hosts().stream()
        .filter(host -> host.macs().contains(device))
        .flatMap(host -> host.destinations().stream())
        .forEach(o -> merged.merge(o.destination(), o, Observation::plus));
    return List.copyOf(merged.values());
  }
}
