// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A device, its gateway and the world, packet by packet, one millisecond apart. */
public final class Scene {
  static final MacAddress DEVICE = MacAddress.parse("02:00:5e:00:53:01");
  static final MacAddress GATEWAY = MacAddress.parse("02:00:5e:00:53:fe");
  static final String DEVICE_IP = "192.168.7.20";
  static final String GATEWAY_IP = "192.168.7.1";
  static final byte[] NOTHING = {};

  private final List<byte[]> frames = new ArrayList<>();
  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");

  Scene frame(byte[] frame) {
    frames.add(frame);
    return this;
  }

  Scene udp(String from, int fromPort, String to, int toPort, byte[] payload) {
    return frame(Frames.udp(mac(from), mac(to), ip(from), ip(to), fromPort, toPort, payload));
  }

  Scene udp(String from, int fromPort, String to, int toPort) {
    return udp(from, fromPort, to, toPort, "x".getBytes(StandardCharsets.US_ASCII));
  }

  Scene tcp(String from, int fromPort, String to, int toPort, int flags) {
    return tcp(from, fromPort, to, toPort, flags, 100, NOTHING);
  }

  Scene tcp(String from, int fromPort, String to, int toPort, int flags, long seq, byte[] payload) {
    return frame(
        Frames.tcp(mac(from), mac(to), ip(from), ip(to), fromPort, toPort, flags, seq, 0, payload));
  }

  Scene echo(String from, String to, boolean request) {
    return frame(Frames.icmpEcho(mac(from), mac(to), ip(from), ip(to), request, 1, 1, NOTHING));
  }

  /** The device asks the gateway for a name and gets addresses. */
  Scene resolve(String name, String... addresses) {
    int id = frames.size();
    ask(id, name, 1);
    DnsBytes answer = DnsBytes.answer(id, name, 1);
    for (String address : addresses) {
      answer.address(name, address);
    }
    return answer(answer);
  }

  Scene ask(int id, String name, int type) {
    return udp(DEVICE_IP, 40_000, GATEWAY_IP, 53, DnsBytes.query(id, name, type).bytes());
  }

  Scene answer(DnsBytes answer) {
    return udp(GATEWAY_IP, 53, DEVICE_IP, 40_000, answer.bytes());
  }

  static MacAddress mac(String address) {
    return address.equals(DEVICE_IP) || address.startsWith("fd00::20") ? DEVICE : GATEWAY;
  }

  static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  List<byte[]> frames() {
    return List.copyOf(frames);
  }

  byte[] pcap() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapWriter writer = new PcapWriter(bytes)) {
      for (int i = 0; i < frames.size(); i++) {
        writer.write(start.plusMillis(i), frames.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  CaptureSummary read() {
    return read(pcap());
  }

  /** What the device contacted, as {@code name:port/transport sent/received}. */
  List<String> destinations() {
    return destinations(read());
  }

  static List<String> destinations(CaptureSummary capture) {
    return Destinations.of(capture, DEVICE).stream().map(Scene::line).toList();
  }

  static String line(Observation o) {
    return o.destination() + " " + o.packetsSent() + "/" + o.packetsReceived();
  }

  static CaptureSummary read(byte[] file) {
    return read(file, LocalPrefixes.standard());
  }

  static CaptureSummary read(byte[] file, LocalPrefixes local) {
    try {
      return Destinations.read(() -> new ByteArrayInputStream(file), local);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
