// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.file.CaptureFile;
import dev.trimunit.devices.capture.file.Input;
import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.LinkLayer;
import dev.trimunit.devices.capture.packet.LinkTypes;
import dev.trimunit.devices.capture.packet.Packet;
import dev.trimunit.engine.lab.PacketSlicer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/**
 * Cuts pcap and pcapng files of every link type that is understood. A pcap file has one link type:
 * that of the first packet that concerns the destination.
 */
public final class CaptureSlicer implements PacketSlicer {
  /** As the service loader makes it. */
  public CaptureSlicer() {}

  @Override
  public Slice slice(
      Path capture, Destination destination, Set<IpAddress> addresses, long most, OutputStream pcap)
      throws IOException {
    DestinationPackets concern = new DestinationPackets(destination, addresses);
    Cut cut = new Cut(most);
    try (CaptureFile file = CaptureFile.open(Input.Source.of(capture))) {
      Packet packet = new Packet();
      while (file.next(packet)) {
        LinkLayer.parse(packet);
        if (IpLayer.parse(packet) && concern.of(packet)) {
          cut.add(packet);
        }
      }
    }
    return cut.writeTo(pcap);
  }

  /** The file under way. */
  private static final class Cut {
    private final long most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private PcapWriter writer;
    private int linkType = LinkTypes.ETHERNET;
    private int packets;
    private int leftOut;

    Cut(long most) throws IOException {
      this.most = most;
      this.writer = new PcapWriter(bytes);
    }

    void add(Packet p) throws IOException {
      if (packets == 0 && p.linkType != linkType) {
        linkType = p.linkType;
        bytes.reset();
        writer = new PcapWriter(bytes, linkType);
      }
      if (p.linkType != linkType || bytes.size() + (long) p.end - p.start > most) {
        leftOut++;
        return;
      }
      packets++;
      Instant time = Instant.ofEpochSecond(p.nanos / 1_000_000_000L, p.nanos % 1_000_000_000L);
      int original = (int) Math.min(Integer.MAX_VALUE, p.originalLength);
      writer.write(time, Arrays.copyOfRange(p.data, p.start, p.end), original);
    }

    Slice writeTo(OutputStream pcap) throws IOException {
      writer.close();
      bytes.writeTo(pcap);
      return new Slice(packets, leftOut);
    }
  }
}
