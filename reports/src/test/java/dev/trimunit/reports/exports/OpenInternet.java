// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A name server for which every name is 192.0.2.99: what is not blocked is answered so. Names that
 * begin with {@code alias-of-} lead there through the name behind these words.
 */
final class OpenInternet implements AutoCloseable {
  static final String ADDRESS = "192.0.2.99";
  private static final int QUESTION = 12;
  private static final String ALIAS = "alias-of-";

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
    String labels = new String(query, QUESTION + 1, end - QUESTION - 1, ISO_8859_1);
    boolean alias = labels.startsWith(ALIAS);
    int records = (alias ? 1 : 0) + (address ? 1 : 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(query, 0, 2);
    out.writeBytes(new byte[] {(byte) 0x81, (byte) 0x80, 0, 1, 0, (byte) records, 0, 0, 0, 0});
    out.write(query, QUESTION, end - QUESTION);
    int owner = QUESTION;
    if (alias) {
      byte[] target = target(query, end);
      owner = out.size() + 12;
      out.writeBytes(
          new byte[] {(byte) 0xc0, QUESTION, 0, 5, 0, 1, 0, 0, 0, 60, 0, (byte) target.length});
      out.writeBytes(target);
    }
    if (address) {
      byte[] record = {
        (byte) 0xc0, (byte) owner, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 99
      };
      out.writeBytes(record);
    }
    return out.toByteArray();
  }

  /** The name in the question with a shorter first label. */
  private static byte[] target(byte[] query, int end) {
    byte[] target = Arrays.copyOfRange(query, QUESTION + ALIAS.length(), end - 4);
    target[0] = (byte) (query[QUESTION] - ALIAS.length());
    return target;
  }

  @Override
  public void close() throws InterruptedException {
    socket.close();
    thread.join(5_000);
  }
}
