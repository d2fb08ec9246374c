// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import dev.trimunit.devices.capture.packet.LinkTypes;
import dev.trimunit.devices.capture.packet.Octets;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes Ethernet frames as a pcap file of nanosecond resolution. */
public final class PcapWriter implements AutoCloseable {
  private static final int NANOSECOND_MAGIC = 0xa1b2_3c4d;
  private static final int SNAPLEN = 262_144;

  private final OutputStream out;
  private final byte[] header = new byte[16];

  /** Creates or replaces a file. */
  public PcapWriter(Path file) throws IOException {
    this(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  /** Writes to a stream, which {@link #close} closes. */
  public PcapWriter(OutputStream out) throws IOException {
    this(out, LinkTypes.ETHERNET);
  }

  /** Writes frames of another LINKTYPE_ value. */
  public PcapWriter(OutputStream out, int linkType) throws IOException {
    this.out = out;
    byte[] file = new byte[24];
    Octets.put32(file, 0, NANOSECOND_MAGIC);
    Octets.put16(file, 4, 2);
    Octets.put16(file, 6, 4);
    Octets.put32(file, 16, SNAPLEN);
    Octets.put32(file, 20, linkType);
    out.write(file);
  }

  /** Appends a frame as a record with its whole length. */
  public void write(Instant time, byte[] frame) throws IOException {
    write(time, frame, frame.length);
  }

  /** Appends what was captured of a frame whose original length was {@code originalLength}. */
  public void write(Instant time, byte[] captured, int originalLength) throws IOException {
    Octets.put32(header, 0, (int) time.getEpochSecond());
    Octets.put32(header, 4, time.getNano());
    Octets.put32(header, 8, captured.length);
    Octets.put32(header, 12, originalLength);
    out.write(header);
    out.write(captured);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
