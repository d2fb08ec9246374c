// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The pcapng format: sections of either byte order, interfaces, and three kinds of packet block.
 */
final class PcapngFormat implements CaptureFile.Format {
  static final int SECTION_HEADER = 0x0a0d_0d0a;
  private static final int BYTE_ORDER = 0x1a2b_3c4d;
  private static final int INTERFACE = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int MAX_BLOCK = 16 << 20;
  private static final int MAX_INTERFACES = 65_536;

  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private boolean little;
  private long droppedBefore;

  @Override
  public boolean next(Input input, Packet packet) throws IOException {
    while (input.ensure(12)) {
      int at = input.position;
      if (Octets.s32(input.data, at) == SECTION_HEADER) {
        startSection(Octets.s32(input.data, at + 8));
      }
      int type = (int) Octets.u32(input.data, at, little);
      long length = Octets.u32(input.data, at + 4, little);
      if (length < 12 || length % 4 != 0) {
        throw new CaptureException(
            "is damaged: a block claims " + length + " bytes; read up to there");
      }
      if (isRead(type)) {
        if (length > MAX_BLOCK) {
          throw new CaptureException(
              "is damaged: a packet block claims " + length + " bytes; read up to there");
        }
        if (!input.ensure((int) length)) {
          return false;
        }
        int block = input.position;
        input.position += (int) length;
        if (Octets.u32(input.data, input.position - 4, little) != length) {
          throw new CaptureException(
              "is damaged: a block of " + length + " bytes ends as another; read up to there");
        }
        if (read(type, input.data, block, block + (int) length - 4, packet)) {
          return true;
        }
      } else if (!input.skip(length)) {
        throw new CaptureException(
            "is cut in the middle of a block: read up to the last whole one");
      }
    }
    return false;
  }

  private void startSection(int byteOrder) throws CaptureException {
    if (byteOrder != BYTE_ORDER && byteOrder != Integer.reverseBytes(BYTE_ORDER)) {
      throw new CaptureException(
          String.format("is damaged: byte-order magic %08x; read up to there", byteOrder));
    }
    little = byteOrder != BYTE_ORDER;
    droppedBefore = dropped();
    interfaces.clear();
  }

  private static boolean isRead(int type) {
    return type == ENHANCED_PACKET
        || type == INTERFACE
        || type == SIMPLE_PACKET
        || type == OBSOLETE_PACKET
        || type == STATISTICS;
  }

  /**
   * Reads {@code data[at .. end)}, the block without its trailing length; true if it was a packet.
   */
  private boolean read(int type, byte[] data, int at, int end, Packet packet)
      throws CaptureException {
    switch (type) {
      case INTERFACE -> {
        if (end - at < 16 || interfaces.size() >= MAX_INTERFACES) {
          throw new CaptureException("is damaged: an interface that cannot be; read up to there");
        }
        interfaces.add(new PcapngInterface(data, at, end, little));
        return false;
      }
      case STATISTICS -> {
        if (end - at >= 20) {
          interfaceOf(Octets.u32(data, at + 8, little)).readStatistics(data, at + 20, end, little);
        }
        return false;
      }
      case ENHANCED_PACKET -> {
        require(end - at >= 28);
        PcapngInterface from = interfaceOf(Octets.u32(data, at + 8, little));
        packet(packet, from, data, at, end);
        return true;
      }
      case OBSOLETE_PACKET -> {
        require(end - at >= 28);
        packet(packet, interfaceOf(Octets.u16(data, at + 8, little)), data, at, end);
        return true;
      }
      default -> {
        simplePacket(packet, data, at, end);
        return true;
      }
    }
  }

  private void packet(Packet packet, PcapngInterface from, byte[] data, int at, int end)
      throws CaptureException {
    long time = (Octets.u32(data, at + 12, little) << 32) | Octets.u32(data, at + 16, little);
    long captured = Octets.u32(data, at + 20, little);
    require(captured <= CaptureFile.MAX_RECORD && captured <= end - at - 28);
    long original = Octets.u32(data, at + 24, little);
    packet.record(
        data,
        at + 28,
        (int) captured,
        original,
        from.linkType,
        from.seconds(time),
        from.nanos(time));
  }

  private void simplePacket(Packet packet, byte[] data, int at, int end) throws CaptureException {
    require(end - at >= 12);
    PcapngInterface from = interfaceOf(0);
    long original = Octets.u32(data, at + 8, little);
    long captured = Math.min(Math.min(original, end - at - 12), from.snaplen);
    require(captured <= CaptureFile.MAX_RECORD);
    packet.record(data, at + 12, (int) captured, original, from.linkType, 0, 0);
  }

  private PcapngInterface interfaceOf(long index) throws CaptureException {
    if (index >= interfaces.size()) {
      throw new CaptureException(
          "is damaged: a block names interface "
              + index
              + " of "
              + interfaces.size()
              + "; read up to there");
    }
    return interfaces.get((int) index);
  }

  private static void require(boolean sound) throws CaptureException {
    if (!sound) {
      throw new CaptureException("is damaged: a packet does not fit its block; read up to there");
    }
  }

  @Override
  public long dropped() {
    return droppedBefore + interfaces.stream().mapToLong(PcapngInterface::dropped).sum();
  }
}
