// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads captures: which destinations did which host contact. Two passes, memory bounded in both.
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
    Hosts hosts = hosts(file, local);
    Analysis analysis = new Analysis(local, hosts);
    try (CaptureFile capture = CaptureFile.open(file)) {
      Packet packet = new Packet();
      while (capture.next(packet)) {
        analysis.packet(packet);
      }
      return analysis.summary(capture);
    }
  }

  /**
   * What one device contacted, in the natural order of destinations.
   *
   * @param file pcap or pcapng, also gzip
   * @param device the device's MAC address
   * @param local which addresses are local
   * @throws CaptureException with a sentence, if the file is no capture
   */
  public static List<Observation> of(Path file, MacAddress device, LocalPrefixes local)
      throws IOException {
    return of(read(file, local), device);
  }

  /** What one device contacted, from a capture already read. */
  public static List<Observation> of(CaptureSummary capture, MacAddress device) {
    Map<Destination, Observation> merged = new TreeMap<>();
    capture.hosts().stream()
        .filter(host -> host.macs().contains(device))
        .flatMap(host -> host.destinations().stream())
        .forEach(o -> merged.merge(o.destination(), o, Observation::plus));
    return List.copyOf(merged.values());
  }

  private static Hosts hosts(Path file, LocalPrefixes local) throws IOException {
    Hosts hosts = new Hosts(local);
    try (CaptureFile capture = CaptureFile.open(file)) {
      Packet packet = new Packet();
      while (capture.next(packet)) {
        LinkLayer.parse(packet);
        if (IpLayer.parse(packet)) {
          hosts.see(packet);
        }
      }
    }
    return hosts;
  }
}
