// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * One query to another resolver. Each way of asking takes so long at most as a whole, whatever the
 * other side sends meanwhile.
 */
final class UpstreamExchange {
  private static final int LONGEST = 65_535;
  private final Message query;
  private final byte[] wire;
  private final InetSocketAddress server;
  private final Duration patience;
  private final LongSupplier nanos;

  /**
   * @param nanos a clock that never jumps
   */
  UpstreamExchange(Message query, InetSocketAddress server, Duration patience, LongSupplier nanos) {
    this.nanos = nanos;
    this.query = query;
    this.wire = query.toWire();
    this.server = server;
    this.patience = patience;
  }

  /** Takes the first datagram that answers; anybody may send us some. */
  Message overUdp() throws IOException {
    long end = nanos.getAsLong() + patience.toNanos();
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.send(new DatagramPacket(wire, wire.length));
      while (true) {
        socket.setSoTimeout(millisUntil(end));
        packet.setLength(LONGEST);
        socket.receive(packet);
        Message answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        if (answer != null) {
          return answer;
        }
      }
    }
  }

  Message overTcp() throws IOException {
    long end = nanos.getAsLong() + patience.toNanos();
    try (Socket socket = new Socket()) {
      socket.connect(server, millisUntil(end));
      ByteBuffer framed = ByteBuffer.allocate(wire.length + 2);
      socket.getOutputStream().write(framed.putShort((short) wire.length).put(wire).array());
      DataInputStream in = new DataInputStream(until(end, socket));
      Message answer = answer(in.readNBytes(in.readUnsignedShort()));
      if (answer == null) {
        throw new IOException("No answer to this query");
      }
      return answer;
    }
  }

  private FilterInputStream until(long end, Socket socket) throws IOException {
    return new FilterInputStream(socket.getInputStream()) {
      @Override
      public int read() throws IOException {
        socket.setSoTimeout(millisUntil(end));
        return super.read();
      }

      @Override
      public int read(byte[] octets, int offset, int length) throws IOException {
        socket.setSoTimeout(millisUntil(end));
        return super.read(octets, offset, length);
      }
    };
  }

  private int millisUntil(long end) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - nanos.getAsLong());
    if (left <= 0) {
      throw new SocketTimeoutException("No answer in time");
    }
    return Math.toIntExact(left);
  }

  /** The message, if it answers this query. */
  private @Nullable Message answer(byte[] octets) {
    try {
      Message message = new Message(octets);
      boolean fits =
          message.getHeader().getFlag(Flags.QR)
              && message.getHeader().getID() == query.getHeader().getID()
              && query.getQuestion().equals(message.getQuestion());
      return fits ? message : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
