// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;

/** A name server for which every name is 192.0.2.99: what is not blocked is answered so. */
final class OpenInternet implements AutoCloseable {
  static final String ADDRESS = "192.0.2.99";
  private static final int QUESTION = 12;

  private final DatagramSocket socket;
  private final Thread thread;

  OpenInternet() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    thread = new Thread(this::serve, "open internet");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** The question and, if it asks for IPv4 addresses, one; extensions (EDNS) are left out. */
  private static byte[] answer(byte[] query) {
    int end = QUESTION;
    while (query[end] != 0) {
      end += 1 + query[end];
    }
    end += 5;
    boolean address = query[end - 3] == 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(query, 0, 2);
    out.writeBytes(
        new byte[] {(byte) 0x81, (byte) 0x80, 0, 1, 0, (byte) (address ? 1 : 0), 0, 0, 0, 0});
    out.write(query, QUESTION, end - QUESTION);
    if (address) {
      byte[] record = {(byte) 0xc0, QUESTION, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 99};
      out.writeBytes(record);
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws InterruptedException {
    socket.close();
    thread.join(5_000);
  }
}
