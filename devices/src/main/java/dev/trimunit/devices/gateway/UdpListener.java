// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;

/** Reads queries off a UDP socket. */
final class UdpListener implements AutoCloseable {
  private static final int BUFFER = 4 << 20;
  private final DatagramChannel channel;
  private final Taker taker;

  /** Where queries go; never throws, never waits. */
  @FunctionalInterface
  interface Taker {
    void take(InetAddress source, byte[] query, Reply reply);
  }

  private UdpListener(DatagramChannel channel, Taker taker) {
    this.channel = channel;
    this.taker = taker;
  }

  /**
   * @param died hears what ended the thread that reads
   */
  static UdpListener open(InetSocketAddress address, Taker taker, Consumer<Throwable> died)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw new IOException("The resolver cannot use " + address + "/udp: " + e.getMessage(), e);
    }
    UdpListener listener = new UdpListener(channel, taker);
    Daemons.start("dns-udp", listener::read, died);
    return listener;
  }

  InetSocketAddress address() {
    try {
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(65_535);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
        byte[] query = new byte[buffer.flip().remaining()];
        buffer.get(query);
        taker.take(source.getAddress(), query, answer -> send(answer, source));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException e) {
        // One client's trouble, for example an unreachable port.
      }
    }
  }

  private void send(byte[] answer, InetSocketAddress to) {
    try {
      channel.send(ByteBuffer.wrap(answer), to);
    } catch (IOException e) {
      return; // the client asks again
    }
  }
}
