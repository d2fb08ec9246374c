// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;

/**
 * Takes out of a capture what concerns one destination; found by {@link java.util.ServiceLoader}.
 */
public interface PacketSlicer {
  /**
   * The packets to and from a destination, the DNS messages that ask for its name, and the errors
   * that packets to it met.
   *
   * @param addresses that stand for the destination
   * @param most octets that are wanted; what would be more is left out
   * @param pcap gets a file that Wireshark opens
   * @throws IOException if the capture cannot be read
   */
  Slice slice(
      Path capture, Destination destination, Set<IpAddress> addresses, long most, OutputStream pcap)
      throws IOException;

  /**
   * A part of a capture.
   *
   * @param packets how many it holds
   * @param leftOut how many it would hold if it might be larger
   */
  record Slice(int packets, int leftOut) {}
}
