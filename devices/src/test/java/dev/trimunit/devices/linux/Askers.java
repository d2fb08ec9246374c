// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.DnsQueries;
import dev.trimunit.engine.model.DnsName;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Well-behaved and other clients of a resolver, as a {@link Peer}. */
final class Askers {
  private static final int DNS_PORT = 53;
  private static final int PATIENCE_MILLIS = 1_000;
  private static final List<byte[]> RUBBISH =
      List.of(
          ascii("\"; drop table inet trimunit"),
          ascii("../../../../etc/passwd"),
          ascii("<script>alert(1)</script>"),
          ascii("$(reboot)`reboot`"),
          new byte[] {0, 1, 7, 9, 10, 13, 27, '[', '2', 'J', 127, -1},
          ascii("a".repeat(63)));

  private Askers() {}

  static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "flood" -> flood(args[1], args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
      case "steady" -> steady(args[1], args[2], Integer.parseInt(args[3]));
      case "flips" -> flips(args[1], args[2]);
      default -> rubbish(args[1]);
    }
  }

  /** Asks for names that nobody asked for before and does not listen. */
  private static void flood(String server, String below, int perSecond, int seconds)
      throws IOException {
    System.out.println("flooding");
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.getByName(server), DNS_PORT);
      long start = System.nanoTime();
      long sent = 0;
      long total = (long) perSecond * seconds;
      while (sent < total) {
        long due = Math.min(total, (System.nanoTime() - start) * perSecond / 1_000_000_000L);
        for (; sent < due; sent++) {
          byte[] query = DnsQueries.query((int) sent & 0xffff, name("x" + sent, below), "A");
          send(socket, query);
        }
        Pause.millis(1);
      }
      System.out.println("sent " + sent);
    }
  }

  /** Asks fifty times a second, again after a second as stubs do, and says how that went. */
  private static void steady(String server, String name, int queries) throws IOException {
    List<Long> micros = new ArrayList<>();
    int lost = 0;
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.getByName(server), DNS_PORT);
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (int i = 0; i < queries; i++) {
        long start = System.nanoTime();
        byte[] query = DnsQueries.query(i, DnsName.of(name), "A");
        boolean first = exchange(socket, query);
        lost += first ? 0 : 1;
        if (first || exchange(socket, query)) {
          micros.add((System.nanoTime() - start) / 1_000);
        }
        Pause.millis(20);
      }
    }
    Collections.sort(micros);
    System.out.println(
        "answered %d of %d, %d of them late or at the second try, p50 %d us, p99 %d us, most %d us"
            .formatted(
                micros.size(),
                queries,
                lost,
                micros.get(micros.size() / 2),
                micros.get(micros.size() * 99 / 100),
                micros.get(micros.size() - 1)));
  }

  /** Asks every five milliseconds, which the limits allow, and says when the answer is another. */
  private static void flips(String server, String name) throws IOException {
    String before = "";
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.getByName(server), DNS_PORT);
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (int i = 0; true; i++) {
        send(socket, DnsQueries.query(i & 0xffff, DnsName.of(name), "A"));
        DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
        try {
          socket.receive(answer);
        } catch (SocketTimeoutException e) {
          continue;
        }
        byte[] wire = Arrays.copyOf(answer.getData(), answer.getLength());
        String now = DnsQueries.reply(wire).orElseThrow().addresses().toString();
        if (!now.equals(before)) {
          System.out.println(System.nanoTime() + " " + now);
          before = now;
        }
        Pause.millis(5);
      }
    }
  }

  /** Names that are no host names, then octets that are no messages. */
  private static void rubbish(String server) throws IOException {
    int answered = 0;
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.getByName(server), DNS_PORT);
      socket.setSoTimeout(10 * PATIENCE_MILLIS);
      List<List<byte[]>> names = new ArrayList<>();
      RUBBISH.forEach(label -> names.add(List.of(label, ascii("example"))));
      byte[] longest = ascii("b".repeat(63));
      names.add(List.of(longest, longest, longest, ascii("c".repeat(61))));
      names.add(List.of(longest, longest, longest, longest));
      for (int i = 0; i < names.size(); i++) {
        boolean heard = exchange(socket, message(i, names.get(i)));
        answered += heard ? 1 : 0;
        System.err.println(i + (heard ? " answered" : " not answered"));
      }
      Random random = new Random(1);
      for (int i = 0; i < 200; i++) {
        byte[] junk = new byte[random.nextInt(600)];
        random.nextBytes(junk);
        send(socket, junk);
      }
    }
    System.out.println("answered " + answered);
  }

  private static boolean exchange(DatagramSocket socket, byte[] query) throws IOException {
    send(socket, query);
    DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
    try {
      do {
        socket.receive(answer);
      } while (answer.getData()[0] != query[0] || answer.getData()[1] != query[1]);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static void send(DatagramSocket socket, byte[] octets) {
    try {
      socket.send(new DatagramPacket(octets, octets.length));
    } catch (IOException e) {
      return; // refused for now: a flood does not mind
    }
  }

  private static byte[] message(int id, List<byte[]> labels) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x12, (byte) id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (byte[] label : labels) {
      out.write(label.length);
      out.writeBytes(label);
    }
    out.writeBytes(new byte[] {0, 0, 1, 0, 1});
    return out.toByteArray();
  }

  private static DnsName name(String label, String below) {
    return DnsName.of(label + "." + below);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
