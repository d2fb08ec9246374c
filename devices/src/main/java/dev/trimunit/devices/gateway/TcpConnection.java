// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: several queries, each of which must come, and each answer be read, in
 * time as a whole. Only for the thread that serves.
 */
final class TcpConnection {
  /** While so many octets of answers wait to be read, no more queries are. */
  static final int MOST_UNREAD = 128 << 10;

  private static final int LENGTH = 2;
  private static final int MOST_AT_ONCE = 4;

  private final SocketChannel channel;
  private final TcpListener.Host host;
  private final long patience;
  private final LongSupplier nanos;
  private final Executor serving;
  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private @Nullable Client client;
  private @Nullable SelectionKey key;
  private Runnable identified;
  private ByteBuffer in = ByteBuffer.allocate(LENGTH);
  private boolean inLength = true;
  private boolean ended;
  private int unreadOctets;
  private int unanswered;
  private long readBy;
  private long writeBy;

  /**
   * @param serving the thread that serves
   * @param identified is told once it is known whose it is, or it is closed before
   */
  TcpConnection(
      SocketChannel channel,
      TcpListener.Host host,
      Duration patience,
      LongSupplier nanos,
      Executor serving,
      Runnable identified) {
    this.identified = identified;
    this.channel = channel;
    this.host = host;
    this.patience = patience.toNanos();
    this.nanos = nanos;
    this.serving = serving;
    this.readBy = nanos.getAsLong() + this.patience;
  }

  /** Waits until somebody says whose it is. */
  void register(Selector selector) throws IOException {
    key = channel.register(selector, 0, this);
  }

  /** Begins to read, if this client may have one more. */
  void belongsTo(Client owner) {
    if (!channel.isOpen()) {
      return;
    }
    known();
    if (owner == Client.OUTSIDER || !host.places(owner).take(owner.identity())) {
      close();
      return;
    }
    client = owner;
    readBy = nanos.getAsLong() + 2 * patience;
    listen();
  }

  void ready() {
    try {
      write();
      read();
      if (ended && unanswered == 0 && unread.isEmpty()) {
        close();
      } else {
        listen();
      }
    } catch (IOException e) {
      close();
    }
  }

  void closeIfLate(long now) {
    boolean late = unread.isEmpty() ? readBy - now < 0 : writeBy - now < 0;
    if (late) {
      close();
    }
  }

  void close() {
    known();
    Client owner = client;
    client = null;
    if (owner != null) {
      host.places(owner).leave(owner.identity());
    }
    unread.clear();
    try {
      channel.close();
    } catch (IOException e) {
      return; // it is closed already
    }
  }

  private void known() {
    identified.run();
    identified = () -> {};
  }

  private void listen() {
    SelectionKey registered = key;
    if (registered != null && registered.isValid()) {
      boolean reads = !ended && unreadOctets < MOST_UNREAD;
      registered.interestOps(
          (reads ? SelectionKey.OP_READ : 0) | (unread.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }
  }

  private void read() throws IOException {
    int messages = 0;
    while (client != null && !ended && unreadOctets < MOST_UNREAD && messages < MOST_AT_ONCE) {
      boolean first = inLength && in.position() == 0;
      int octets = channel.read(in);
      if (octets < 0) {
        ended = true;
        readBy = nanos.getAsLong() + patience;
      } else if (octets > 0 && first) {
        readBy = nanos.getAsLong() + patience;
      }
      if (in.hasRemaining()) {
        return;
      }
      messages += inLength ? 0 : 1;
      next();
    }
  }

  /** After the length comes as much of a message, and after that the next length. */
  private void next() throws IOException {
    ByteBuffer complete = in.flip();
    if (inLength) {
      in = ByteBuffer.allocate(complete.getShort() & 0xffff);
      inLength = false;
      return;
    }
    in = ByteBuffer.allocate(LENGTH);
    inLength = true;
    readBy = nanos.getAsLong() + 2 * patience;
    if (!complete.hasRemaining()) {
      throw new IOException("A message of nothing");
    }
    Client owner = client;
    if (owner != null) {
      unanswered++;
      byte[] query = new byte[complete.remaining()];
      complete.get(query);
      host.take(owner, query, answer -> serving.execute(() -> send(answer)));
    }
  }

  private void send(byte[] answer) {
    unanswered--;
    if (client == null) {
      return;
    }
    if (unread.isEmpty()) {
      writeBy = nanos.getAsLong() + patience;
    }
    ByteBuffer framed = ByteBuffer.allocate(LENGTH + answer.length);
    unread.add(framed.putShort((short) answer.length).put(answer).flip());
    unreadOctets += framed.capacity();
    ready();
  }

  private void write() throws IOException {
    for (ByteBuffer answer = unread.peek(); answer != null; answer = unread.peek()) {
      channel.write(answer);
      if (answer.hasRemaining()) {
        return;
      }
      unread.remove();
      unreadOctets -= answer.capacity();
      writeBy = nanos.getAsLong() + patience;
      readBy = writeBy; // nothing was read while too much waited to be
    }
  }
}
