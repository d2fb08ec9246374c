// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.gateway.DnsQueries;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.model.DnsName;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A device that does nothing but harm, as a process in its own namespace, until it is killed. */
public final class BadNeighbour {
  /** What it says once it has begun. */
  static final String BEGUN = "begun";

  private static final int DNS_PORT = 53;
  private static final int PORTS = 60_000;
  private final InetSocketAddress resolver;
  private long count;

  /** What it does. */
  enum Kind {
    /** Asks for names that nobody asked for before, three times what the kernel lets through. */
    FLOODER,
    /** The same, as often as is allowed. */
    SPINNER,
    /** Says queries octet by octet, on as many connections as it gets. */
    LORIS,
    /** Asks over TCP and never reads. */
    NEVER_READER,
    /** Sends to every port of a server. */
    PORTS,
    /** Takes the addresses of the good device and says so. */
    THIEF,
    /** Has another MAC for every few queries. */
    MAC_CHANGER
  }

  private BadNeighbour(InetSocketAddress resolver) {
    this.resolver = resolver;
  }

  /**
   * @param arguments kind, the gateway's address, a server's address, and the good device's
   */
  public static void main(String[] arguments) throws Exception {
    BadNeighbour bad = new BadNeighbour(new InetSocketAddress(arguments[1], DNS_PORT));
    System.out.println(BEGUN);
    switch (Kind.valueOf(arguments[0])) {
      case FLOODER -> bad.ask(60, 20);
      case SPINNER -> bad.ask(3, 20);
      case LORIS -> bad.connect(0);
      case NEVER_READER -> bad.connect(20);
      case PORTS -> bad.everyPort(InetAddress.getByName(arguments[2]));
      case THIEF -> bad.steal(List.of(arguments).subList(3, arguments.length));
      case MAC_CHANGER -> bad.changeMac();
    }
  }

  private void ask(int queries, int everyMillis) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      while (true) {
        for (int i = 0; i < queries; i++) {
          send(socket);
        }
        TimeUnit.MILLISECONDS.sleep(everyMillis);
      }
    }
  }

  private void send(DatagramSocket socket) {
    byte[] query = query();
    try {
      socket.send(new DatagramPacket(query, query.length, resolver));
    } catch (IOException e) {
      return; // the network is another one by now
    }
  }

  private byte[] query() {
    count++;
    DnsName name = DnsName.of("x" + count + ".spinner.example");
    return DnsQueries.query((int) count & 0xffff, name, "A");
  }

  private void connect(int queries) throws Exception {
    List<Socket> open = new ArrayList<>();
    while (true) {
      if (open.size() < 64) {
        connect(open, queries);
      }
      open.removeIf(socket -> !goesOn(socket));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void connect(List<Socket> open, int queries) {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(4_096);
      socket.connect(resolver, 1_000);
      open.add(socket);
      for (int i = 0; i < queries; i++) {
        byte[] query = query();
        ByteBuffer framed = ByteBuffer.allocate(query.length + 2);
        socket.getOutputStream().write(framed.putShort((short) query.length).put(query).array());
      }
    } catch (IOException e) {
      return; // refused, as it should be
    }
  }

  private static boolean goesOn(Socket socket) {
    try {
      socket.getOutputStream().write(1);
      return true;
    } catch (IOException e) {
      try {
        socket.close();
      } catch (IOException closed) {
        return false;
      }
      return false;
    }
  }

  private void everyPort(InetAddress server) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      while (true) {
        for (int port = 1; port <= PORTS; port++) {
          socket.send(new DatagramPacket(new byte[1], 1, server, port));
          if (port % 100 == 0) {
            TimeUnit.MILLISECONDS.sleep(20);
          }
        }
      }
    }
  }

  private void steal(List<String> addresses) throws Exception {
    for (String setting : List.of("ipv4.conf.eth0.arp_notify", "ipv6.conf.eth0.ndisc_notify")) {
      run("sysctl -q -w net." + setting + "=1");
    }
    while (true) {
      for (String address : addresses) {
        String change = address.contains(":") ? address + "/64 nodad" : address + "/24";
        run("ip addr del " + change.replace(" nodad", "") + " dev eth0");
        run("ip addr add " + change + " dev eth0");
        askFrom(address);
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private void askFrom(String address) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
      send(socket);
    } catch (IOException e) {
      return; // the address was taken away again
    }
  }

  private void changeMac() throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      while (true) {
        String mac = "02:00:5e:10:%02x:%02x".formatted(count >> 8 & 0xff, count & 0xff);
        run("ip link set eth0 address " + mac);
        for (int i = 0; i < 5; i++) {
          send(socket);
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static void run(String command) {
    Program.attempt(List.of(command.split(" ")), "");
  }
}
