// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a pcap or pcapng file, one after the other, in constant memory. */
public final class CaptureFile implements AutoCloseable {
  /** As in libpcap and Wireshark: a record that claims more is damage, not a packet. */
  static final int MAX_RECORD = 262_144;

  private final Input input;
  private final Format format;
  private @Nullable String cut;

  private CaptureFile(Input input, Format format) {
    this.input = input;
    this.format = format;
  }

  /**
   * Opens a file.
   *
   * @throws CaptureException if it is no capture
   */
  public static CaptureFile open(Input.Source file) throws IOException {
    Input input = new Input(file);
    try {
      return new CaptureFile(input, Format.detect(input));
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }

  /**
   * Reads the next record into {@code packet}; false at the end, or where the file is cut or
   * damaged.
   */
  public boolean next(Packet packet) throws IOException {
    if (cut != null) {
      return false;
    }
    try {
      if (format.next(input, packet)) {
        return true;
      }
      cut =
          input.available() > 0
              ? "is cut in the middle of a record: read up to the last whole one"
              : "";
    } catch (CaptureException damaged) {
      cut = damaged.getMessage();
    }
    return false;
  }

  /** Packets that the file says were lost while it was recorded. */
  public long dropped() {
    return format.dropped();
  }

  /** Where reading stopped early, as sentences without subject. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (cut != null && !cut.isEmpty()) {
      notes.add(cut);
    }
    String trouble = input.trouble();
    if (trouble != null) {
      notes.add(trouble);
    }
    return notes;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  /** A file format after its header. */
  interface Format {
    boolean next(Input input, Packet packet) throws IOException;

    public default long dropped() {
      return 0;
    }

    static Format detect(Input input) throws IOException {
      if (!input.ensure(4)) {
        throw new CaptureException("is no capture: it has " + input.available() + " bytes");
      }
      int magic = Octets.s32(input.data, input.position);
      if (magic == PcapngFormat.SECTION_HEADER) {
        return new PcapngFormat();
      }
      Format pcap = PcapFormat.detect(input, magic);
      if (pcap == null) {
        throw new CaptureException(
            String.format("is no capture: it starts with %08x, neither pcap nor pcapng", magic));
      }
      return pcap;
    }
  }
}
