// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A process of its own with sockets, for use inside namespaces. */
final class Peer {
  private Peer() {}

  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Peer.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  static String awaitLine(Process process, String expected) {
    try {
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      String line = lines.readLine();
      while (line != null && !line.startsWith(expected)) {
        line = lines.readLine();
      }
      if (line == null) {
        throw new AssertionError(new String(process.getErrorStream().readAllBytes()));
      }
      return line;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "listen" -> listen(args);
      case "connect" -> connect(args);
      case "udp" -> ask(args);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void listen(String[] args) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      ServerSocket socket = new ServerSocket();
      socket.bind(new InetSocketAddress(args[1], Integer.parseInt(args[i])));
      sockets.add(socket);
    }
    System.out.println("listening");
    System.in.read();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }

  private static void connect(String[] args) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(args[1], Integer.parseInt(args[2])), 2_000);
    } catch (IOException e) {
      System.err.println(e);
      System.exit(1);
    }
  }

  /** Sends one datagram, given in hexadecimal, and prints the answer. */
  private static void ask(String[] args) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(3_000);
      socket.connect(InetAddress.getByName(args[1]), Integer.parseInt(args[2]));
      byte[] query = HexFormat.of().parseHex(args[3]);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(answer);
      System.out.println(HexFormat.of().formatHex(answer.getData(), 0, answer.getLength()));
    }
  }
}
