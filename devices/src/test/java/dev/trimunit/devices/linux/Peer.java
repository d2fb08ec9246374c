// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.CachingUpstream;
import dev.trimunit.devices.gateway.Client;
import dev.trimunit.devices.gateway.DnsQueries;
import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.devices.gateway.NameSpace;
import dev.trimunit.devices.gateway.ResolverLimits;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A process of its own with sockets, for use inside namespaces. */
final class Peer {
  private Peer() {}

  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:-UsePerfData", "-Xlog:disable"));
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
      case "hold" -> hold(args);
      case "ask" -> ask(args);
      case "ask-each" -> askEach(args);
      case "names" -> names(args);
      case "flood", "steady", "rubbish", "flips" -> Askers.main(args);
      case "dhcp" -> dhcp(args);
      case "gateway" -> gateway(args);
      case "lab" -> lab(args);
      case "privilege" -> privilege();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Says what this process may do, or why nothing. */
  private static void privilege() {
    try {
      System.out.println(Privilege.available().words());
    } catch (LabException e) {
      System.out.println("refused: " + e.getMessage());
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

  /** Keeps a connection, and says something ten times a second, until it is lost. */
  private static void hold(String[] args) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(args[1], Integer.parseInt(args[2])), 2_000);
      socket.getOutputStream().write('?');
      System.out.println("holding");
      for (int i = 0; i < 200; i++) {
        Thread.sleep(100);
        socket.getOutputStream().write('?');
      }
    } catch (IOException e) {
      System.out.println("lost");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks a resolver, from an address of its own if one is given, and prints the addresses. */
  private static void ask(String[] args) throws IOException {
    byte[] query = DnsQueries.query(7, DnsName.of(args[2]), args[3]);
    InetSocketAddress from = args.length > 4 ? new InetSocketAddress(args[4], 0) : null;
    try (DatagramSocket socket = from == null ? new DatagramSocket() : new DatagramSocket(from)) {
      socket.setSoTimeout(3_000);
      socket.connect(InetAddress.getByName(args[1]), 53);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(answer);
      byte[] wire = Arrays.copyOf(answer.getData(), answer.getLength());
      System.out.println(DnsQueries.reply(wire).orElseThrow().addresses());
    }
  }

  /** Asks each of some resolvers for a name, over UDP and over TCP, and says who answered what. */
  private static void askEach(String[] args) {
    byte[] query = DnsQueries.query(7, DnsName.of(args[1]), "A");
    for (String server : List.of(args).subList(2, args.length)) {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.connect(InetAddress.getByName(server), 53);
        say(server + " udp ", ask(socket, query));
      } catch (IOException e) {
        System.out.println(server + " udp " + e.getMessage());
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(server, 53), 2_000);
        socket.setSoTimeout(2_000);
        ByteBuffer framed = ByteBuffer.allocate(query.length + 2);
        socket.getOutputStream().write(framed.putShort((short) query.length).put(query).array());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        say(server + " tcp ", in.readNBytes(in.readUnsignedShort()));
      } catch (IOException e) {
        System.out.println(server + " tcp " + e.getMessage());
      }
    }
  }

  /** Again after a second and a half, as stub resolvers do. */
  private static byte[] ask(DatagramSocket socket, byte[] query) throws IOException {
    socket.setSoTimeout(1_500);
    DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
    for (int i = 0; i < 3; i++) {
      socket.send(new DatagramPacket(query, query.length));
      try {
        socket.receive(answer);
        return Arrays.copyOf(answer.getData(), answer.getLength());
      } catch (SocketTimeoutException e) {
        continue; // asked again
      }
    }
    throw new IOException("silence");
  }

  private static void say(String what, byte[] answer) {
    System.out.println(what + DnsQueries.reply(answer).orElseThrow().addresses());
  }

  /** Serves names, given as name=address, at the addresses given. */
  private static void names(String[] args) throws IOException {
    NameSpace names = new NameSpace();
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String arg : List.of(args).subList(1, args.length)) {
      String[] parts = arg.split("=");
      if (parts.length == 1) {
        addresses.add(new InetSocketAddress(arg, 53));
      } else {
        List<IpAddress> to = List.of(IpAddress.parse(parts[1]));
        names.put(DnsName.of(parts[0]), new NameRecords(to, null, 60));
      }
    }
    CachingUpstream upstream = new CachingUpstream(names, System::nanoTime, 100);
    ResolverServer.start(
        addresses,
        source -> Optional.of(Client.stranger(source)),
        upstream,
        ResolverLimits.DEFAULT,
        System::nanoTime,
        Throwable::printStackTrace);
    System.out.println("listening");
    System.in.read();
  }

  /** Asks for an address, with a host name and a vendor class in hexadecimal. */
  private static void dhcp(String[] args) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(600);
    request.put(new byte[] {1, 1, 6, 0, 0x12, 0x34, 0x56, 0x78}).position(28);
    request.put(HexFormat.ofDelimiter(":").parseHex(args[1])).position(236);
    request.putInt(0x63825363).put(new byte[] {53, 1, 1});
    for (int option : new int[] {12, 60}) {
      byte[] text = HexFormat.of().parseHex(args[option == 12 ? 2 : 3]);
      request.put((byte) option).put((byte) text.length).put(text);
    }
    request.put((byte) 255);
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("0.0.0.0", 68))) {
      socket.setBroadcast(true);
      InetAddress everybody = InetAddress.getByName("198.18.0.255");
      socket.send(new DatagramPacket(request.array(), request.capacity(), everybody, 67));
    }
  }

  /** A run that has a gateway, for as long as it lives. */
  private static void gateway(String[] args) throws IOException {
    List<String> entering = List.of(args).subList(3, args.length);
    try (GatewayProcess gateway =
        KilledGatewayTest.start(
            entering, GatewaySettings.Resolver.valueOf(args[1]), Duration.parse(args[2]))) {
      System.out.println("running " + gateway.isAlive());
      System.in.read();
    }
  }

  /** A run that has a lab with a process in it, for as long as it lives. */
  private static void lab(String[] args) throws IOException {
    try (Sandbox sandbox = Sandbox.open(Privilege.valueOf(args[1]))) {
      Topology.build(sandbox, List.of(LabNet.DEVICE, LabNet.LAN_PHONE, LabNet.WAN_PHONE));
      sandbox.start(LabNet.DEVICE.name(), List.of("sleep", "1000"));
      System.in.read();
    }
  }
}
