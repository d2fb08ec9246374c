// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import dev.trimunit.devices.capture.packet.LinkTypes;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The pcap format in its byte orders and resolutions, and its relatives by Kuznetzov and Ixia. */
final class PcapFormat implements CaptureFile.Format {
  private static final int MICROSECONDS = 0xa1b2_c3d4;
  private static final int NANOSECONDS = 0xa1b2_3c4d;
  private static final int KUZNETZOV = 0xa1b2_cd34;
  private static final int IXIA_NANOSECONDS = 0x1c00_01ac;
  private static final int IXIA_MICROSECONDS = 0x1c00_01ab;
  private static final int FILE_HEADER = 24;

  private final boolean little;
  private final int nanosPerUnit;
  private final int recordHeader;
  private final int linkType;
  private final boolean lengthsSwapped;

  private PcapFormat(Input input, int magic, boolean little) throws IOException {
    this.little = little;
    boolean ixia = magic == IXIA_NANOSECONDS || magic == IXIA_MICROSECONDS;
    int header = ixia ? FILE_HEADER + 4 : FILE_HEADER;
    if (!input.ensure(header)) {
      throw new CaptureException("is cut within its file header: " + input.available() + " bytes");
    }
    nanosPerUnit = magic == NANOSECONDS || magic == IXIA_NANOSECONDS ? 1 : 1_000;
    recordHeader = magic == KUZNETZOV ? 24 : 16;
    int major = Octets.u16(input.data, input.position + 4, little);
    int minor = Octets.u16(input.data, input.position + 6, little);
    // Writers before 2.3 put the original length first; libpcap reads them the same way.
    lengthsSwapped = major == 2 && (minor < 3 || minor == 543);
    int network = (int) Octets.u32(input.data, input.position + 20, little) & 0x03ff_ffff;
    linkType = major == 2 && minor == 2 ? linkTypeOfAix(network) : network;
    input.position += header;
  }

  /** Null if the number starts no such file. */
  static @Nullable PcapFormat detect(Input input, int magic) throws IOException {
    if (isMagic(magic)) {
      return new PcapFormat(input, magic, false);
    }
    int reversed = Integer.reverseBytes(magic);
    return isMagic(reversed) ? new PcapFormat(input, reversed, true) : null;
  }

  /** AIX writes version 2.2 and, for the link type, numbers of the interface MIB. */
  private static int linkTypeOfAix(int network) {
    return switch (network) {
      case 6 -> LinkTypes.ETHERNET;
      case 9 -> LinkTypes.TOKEN_RING;
      case 15 -> LinkTypes.FDDI;
      case 24 -> LinkTypes.NULL;
      default -> network;
    };
  }

  private static boolean isMagic(int magic) {
    return switch (magic) {
      case MICROSECONDS, NANOSECONDS, KUZNETZOV, IXIA_NANOSECONDS, IXIA_MICROSECONDS -> true;
      default -> false;
    };
  }

  @Override
  public boolean next(Input input, Packet packet) throws IOException {
    if (!input.ensure(recordHeader)) {
      return false;
    }
    int at = input.position;
    long first = Octets.u32(input.data, at + 8, little);
    long second = Octets.u32(input.data, at + 12, little);
    boolean swap = lengthsSwapped && first > second;
    long captured = swap ? second : first;
    if (captured > CaptureFile.MAX_RECORD) {
      throw new CaptureException(
          "is damaged: a record claims " + captured + " bytes; read up to there");
    }
    if (!input.ensure(recordHeader + (int) captured)) {
      return false;
    }
    at = input.position;
    long seconds = Octets.u32(input.data, at, little);
    long fraction = Octets.u32(input.data, at + 4, little) * nanosPerUnit;
    packet.record(
        input.data,
        at + recordHeader,
        (int) captured,
        swap ? first : second,
        linkType,
        seconds,
        fraction);
    input.position = at + recordHeader + (int) captured;
    return true;
  }
}
