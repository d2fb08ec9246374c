// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Datagram servers, one socket per address: on the wildcard, answers would come from another
 * address.
 */
final class UdpServers {
  private static final int NTP_PORT = 123;
  private static final int NTP_LENGTH = 48;
  private static final int LONGEST_ANSWER = 60_000;
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  private UdpServers() {}

  static void open(InetSocketAddress address) throws IOException {
    DatagramSocket socket = new DatagramSocket(address);
    Background.run("udp-" + address.getPort(), () -> serve(socket, address.getPort()));
  }

  private static void serve(DatagramSocket socket, int port) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    while (true) {
      packet.setLength(65_535);
      socket.receive(packet);
      byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
      byte[] answer = port == NTP_PORT ? time(query) : octets(query);
      if (answer.length > 0) {
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    }
  }

  /** RFC 4330: an answer to a client's query. */
  private static byte[] time(byte[] query) {
    if (query.length < NTP_LENGTH || (query[0] & 7) != 3) {
      return new byte[0];
    }
    ByteBuffer answer = ByteBuffer.allocate(NTP_LENGTH);
    answer.put((byte) ((query[0] & 0x38) | 4)).put((byte) 2).put(query[2]).put((byte) -20);
    answer.putInt(0x100).putInt(0x200).put(new byte[] {(byte) 192, 0, 2, 1});
    long now = (Instant.now().getEpochSecond() + SECONDS_1900_TO_1970) << 32;
    return answer
        .putLong(now)
        .putLong(ByteBuffer.wrap(query).getLong(40))
        .putLong(now)
        .putLong(now)
        .array();
  }

  private static byte[] octets(byte[] query) {
    boolean asks = query.length >= RequestAnswer.HEADER;
    int wanted = asks ? ByteBuffer.wrap(query).getInt(4) : 0;
    return new byte[Math.max(0, Math.min(LONGEST_ANSWER, wanted))];
  }
}
