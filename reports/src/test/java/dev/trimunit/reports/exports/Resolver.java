// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A name server of this machine's packages on a high port of the loopback interface. */
final class Resolver implements AutoCloseable {
  static final int A = 1;
  static final int AAAA = 28;
  static final int HTTPS = 65;
  private static final int TRIES = 150;

  private final Process process;
  private final Path log;
  private final int port;

  Resolver(Path folder, int port, String... command) throws IOException {
    this.port = port;
    this.log = folder.resolve("said");
    this.process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** What an answer says. */
  record Answer(int code, List<String> addresses) {
    @Override
    public String toString() {
      return switch (code) {
        case 0 -> addresses.isEmpty() ? "no data" : String.join(", ", addresses);
        case 3 -> "no such name";
        default -> "rcode " + code;
      };
    }
  }

  /** Asks until somebody answers: the server may still be starting. */
  String ask(String client, String name, int type) throws IOException {
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try {
        return askOnce(client, name, type).toString();
      } catch (SocketTimeoutException | java.net.PortUnreachableException e) {
        // Not yet.
      }
    }
    throw new AssertionError("No answer: " + Files.readString(log));
  }

  /** Asks until the answer is there: BIND answers before it has read its policy zones. */
  void await(String client, String name, int type, String expected) throws IOException {
    String answer = ask(client, name, type);
    for (int i = 0; i < TRIES * 100 && !answer.equals(expected); i++) {
      answer = ask(client, name, type);
    }
    if (!answer.equals(expected)) {
      throw new AssertionError(answer + " for " + name + ": " + Files.readString(log));
    }
  }

  private Answer askOnce(String client, String name, int type) throws IOException {
    byte[] query = query(name, type);
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(client, 0))) {
      socket.setSoTimeout(200);
      socket.send(
          new DatagramPacket(query, query.length, new InetSocketAddress("127.0.0.1", port)));
      byte[] buffer = new byte[4096];
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      socket.receive(packet);
      return answer(Arrays.copyOf(buffer, packet.getLength()), query.length);
    }
  }

  private static byte[] query(String name, int type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.")) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
    return out.toByteArray();
  }

  /** The address records of the answer section, whose owner names are pointers. */
  private static Answer answer(byte[] message, int start) throws IOException {
    List<String> addresses = new java.util.ArrayList<>();
    int at = start;
    for (int i = 0; i < (message[7] & 0xff); i++) {
      while (message[at] != 0 && (message[at] & 0xc0) != 0xc0) {
        at += 1 + message[at];
      }
      at += message[at] == 0 ? 1 : 2;
      int length = (message[at + 8] & 0xff) << 8 | message[at + 9] & 0xff;
      if (length == 4 || length == 16) {
        byte[] address = Arrays.copyOfRange(message, at + 10, at + 10 + length);
        addresses.add(InetAddress.getByAddress(address).getHostAddress());
      }
      at += 10 + length;
    }
    return new Answer(message[3] & 0x0f, addresses);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
