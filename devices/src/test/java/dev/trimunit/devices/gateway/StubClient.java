// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DnsName;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A device's stub resolver with its own loopback address. */
final class StubClient implements AutoCloseable {
  private final DatagramSocket socket;
  private final InetSocketAddress server;

  StubClient(String address, InetSocketAddress server) throws IOException {
    this.socket = new DatagramSocket(new InetSocketAddress(address, 0));
    this.socket.setSoTimeout(2_000);
    this.server = server;
  }

  DnsReply ask(String name, String type) throws IOException {
    byte[] answer = exchange(DnsQueries.query(7, DnsName.of(name), type)).orElseThrow();
    return DnsQueries.reply(answer).orElseThrow();
  }

  Optional<byte[]> exchange(byte[] query) throws IOException {
    send(query);
    DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
    try {
      socket.receive(answer);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOf(answer.getData(), answer.getLength()));
  }

  void send(byte[] query) throws IOException {
    socket.send(new DatagramPacket(query, query.length, server));
  }

  byte[] exchangeOverTcp(byte[] query) throws IOException {
    try (Socket tcp = new Socket(server.getAddress(), server.getPort())) {
      tcp.setSoTimeout(2_000);
      byte[] framed =
          ByteBuffer.allocate(query.length + 2).putShort((short) query.length).put(query).array();
      tcp.getOutputStream().write(framed);
      DataInputStream in = new DataInputStream(tcp.getInputStream());
      return in.readNBytes(in.readUnsignedShort());
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
