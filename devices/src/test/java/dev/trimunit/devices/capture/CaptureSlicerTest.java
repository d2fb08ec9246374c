// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE_IP;
import static dev.trimunit.devices.capture.Scene.GATEWAY_IP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.engine.lab.PacketSlicer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptureSlicerTest {
  private static final String CLOUD = "198.51.100.7";
  private static final String OTHER = "203.0.113.9";
  private static final Destination DESTINATION = Destination.parse("cloud.example:443/tcp");
  @TempDir private Path folder;
  private final ByteArrayOutputStream pcap = new ByteArrayOutputStream();

  private static Scene scene() {
    return new Scene()
        .resolve("cloud.example", CLOUD)
        .resolve("not-cloud.example", OTHER)
        .tcp(DEVICE_IP, 5_000, CLOUD, 443, Frames.SYN)
        .tcp(CLOUD, 443, DEVICE_IP, 5_000, Frames.RST)
        .tcp(DEVICE_IP, 5_001, CLOUD, 80, Frames.SYN)
        .udp(DEVICE_IP, 5_002, CLOUD, 443)
        .tcp(DEVICE_IP, 5_003, OTHER, 443, Frames.SYN)
        .echo(DEVICE_IP, CLOUD, true);
  }

  private PacketSlicer.Slice slice(Scene scene, Destination destination, String address, long most)
      throws IOException {
    Path file = Files.write(folder.resolve("x.pcap"), scene.pcap());
    pcap.reset();
    return new CaptureSlicer()
        .slice(file, destination, Set.of(IpAddress.parse(address)), most, pcap);
  }

  @Test
  void holds_the_name_s_dns_messages_and_the_destination_s_packets_only() throws IOException {
    PacketSlicer.Slice slice = slice(scene(), DESTINATION, CLOUD, 10_000);

    assertThat(slice.packets()).isEqualTo(4);
    assertThat(slice.leftOut()).isZero();
    assertThat(Scene.destinations(Scene.read(pcap.toByteArray())))
        .containsExactly("cloud.example:443/tcp 1/1");
  }

  @Test
  void an_error_that_quotes_the_destination_is_among_them() throws IOException {
    Scene scene = scene();
    byte[] refused = scene.frames().get(4);
    scene.frame(
        Frames.icmpProhibited(
            Scene.GATEWAY, Scene.DEVICE, Scene.ip(GATEWAY_IP), Scene.ip(DEVICE_IP), refused));
    byte[] another = scene.frames().get(8);
    scene.frame(
        Frames.icmpProhibited(
            Scene.GATEWAY, Scene.DEVICE, Scene.ip(GATEWAY_IP), Scene.ip(DEVICE_IP), another));

    assertThat(slice(scene, DESTINATION, CLOUD, 10_000).packets()).isEqualTo(5);
  }

  @Test
  void an_address_without_name_and_port_is_taken_by_its_protocol() throws IOException {
    assertThat(slice(scene(), Destination.parse(CLOUD + "/icmp"), CLOUD, 10_000).packets())
        .isEqualTo(1);
  }

  @Test
  void what_would_be_too_large_is_counted() throws IOException {
    PacketSlicer.Slice slice = slice(scene(), DESTINATION, CLOUD, 200);

    assertThat(slice.packets() + slice.leftOut()).isEqualTo(4);
    assertThat(slice.leftOut()).isPositive();
    assertThat(pcap.size()).isLessThan(300);
  }

  @Test
  void other_link_types_keep_theirs() throws IOException {
    Path file = folder.resolve("raw.pcap");
    try (PcapWriter writer = new PcapWriter(Files.newOutputStream(file), 101)) {
      for (byte[] frame : scene().frames()) {
        byte[] packet = Arrays.copyOfRange(frame, Frames.ETHERNET_HEADER, frame.length);
        writer.write(java.time.Instant.EPOCH, packet);
      }
    }
    PacketSlicer.Slice slice =
        new CaptureSlicer().slice(file, DESTINATION, Set.of(IpAddress.parse(CLOUD)), 10_000, pcap);

    assertThat(slice.packets()).isEqualTo(4);
    assertThat(pcap.toByteArray()[23]).isEqualTo((byte) 101);
  }

  @Test
  void the_service_loader_finds_it() {
    List<String> found =
        ServiceLoader.load(PacketSlicer.class).stream()
            .map(provider -> provider.type().getSimpleName())
            .collect(Collectors.toList());
    assertThat(found).containsExactly("CaptureSlicer");
  }
}
