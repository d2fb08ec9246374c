// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.physical.BenchFile.Dhcp;
import dev.trimunit.devices.physical.BenchFile.Network;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Either side of DHCP, as a process in a namespace. */
final class DhcpPeer {
  private static final int COOKIE = 0x63825363;

  private DhcpPeer() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("serve")) {
      serve(arguments[1], arguments[2], arguments[3], Path.of(arguments[4]));
    } else {
      System.out.println(offered(MacAddress.parse(arguments[1])));
    }
  }

  /** A server with one known device; each line of input is answered by how it is. */
  private static void serve(String lan, String mac, String address, Path folder)
      throws IOException {
    Network network =
        new Network(lan, List.of(IpAddress.parse("198.18.0.1")), lan, List.of(), false);
    Place place =
        BenchFilePlaceBuilder.stagedBuilder()
            .mac(MacAddress.parse(mac))
            .addresses(Set.of(IpAddress.parse(address)))
            .outlet(Optional.empty())
            .ready(new Ready.Network())
            .startUp(Optional.empty())
            .settle(Duration.ZERO)
            .silence(Duration.ZERO)
            .phones(Map.of())
            .pages(Map.of())
            .firmware(Optional.empty())
            .app(Optional.empty())
            .picture(Optional.empty())
            .written("")
            .build();
    Dhcp dhcp =
        new Dhcp(
            IpAddress.parse("198.18.0.150"), IpAddress.parse("198.18.0.200"), Duration.ofHours(1));
    BenchFile file =
        new BenchFile("", "", network, Optional.of(dhcp), Map.of("bulb", place), Map.of());
    try (DhcpServer server = DhcpServer.start(file, dhcp, folder)) {
      System.out.println("serves");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (in.readLine() != null) {
        System.out.println(state(server));
      }
    }
  }

  private static String state(DhcpServer server) {
    try {
      server.requireAlive();
      return "serves";
    } catch (LabFault e) {
      return e.getMessage();
    }
  }

  /** The address that a server offers to a device with this MAC, and its router. */
  private static String offered(MacAddress mac) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(68)) {
      socket.setBroadcast(true);
      socket.setSoTimeout(5_000);
      byte[] discover =
          ByteBuffer.allocate(300)
              .put(new byte[] {1, 1, 6, 0, 1, 2, 3, 4, 0, 0, (byte) 0x80, 0})
              .position(28)
              .put(mac.octets())
              .position(236)
              .putInt(COOKIE)
              .put(new byte[] {53, 1, 1, 55, 2, 3, 6, (byte) 255})
              .array();
      InetAddress everybody = InetAddress.getByName("255.255.255.255");
      DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
      for (int attempt = 0; ; attempt++) {
        socket.send(new DatagramPacket(discover, discover.length, everybody, 67));
        try {
          socket.receive(answer);
          byte[] address = Arrays.copyOfRange(answer.getData(), 16, 20);
          return IpAddress.of(address) + " by " + answer.getAddress().getHostAddress();
        } catch (java.net.SocketTimeoutException e) {
          if (attempt == 3) {
            return "nothing";
          }
        }
      }
    }
  }
}
