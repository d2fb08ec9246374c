// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Takes TCP connections (RFC 7766). One thread serves them all and waits for none: a client that
 * says its query octet by octet, or reads no answer, holds up nobody and loses its connection.
 */
final class TcpListener implements AutoCloseable {
  /** Connections of whom the kernel does not know yet. */
  static final int MOST_UNKNOWN = 64;

  private static final long SWEEP_MILLIS = 100;

  private final ServerSocketChannel server;
  private final Selector selector;
  private final Host host;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private int unknown;

  /** Who knows the clients and has the answers; never waits. */
  interface Host {
    void whoIs(InetAddress source, Consumer<Client> found);

    Places places(Client client);

    void take(Client client, byte[] query, Reply reply);
  }

  private TcpListener(
      ServerSocketChannel server,
      Selector selector,
      Host host,
      Duration patience,
      LongSupplier nanos) {
    this.server = server;
    this.selector = selector;
    this.host = host;
    this.patience = patience;
    this.nanos = nanos;
  }

  /**
   * @param patience how long a message may take as a whole
   * @param died hears what ended the thread that serves
   */
  static TcpListener open(
      InetSocketAddress address,
      Host host,
      Duration patience,
      LongSupplier nanos,
      Consumer<Throwable> died)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address);
      server.configureBlocking(false);
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      TcpListener listener = new TcpListener(server, selector, host, patience, nanos);
      Daemons.start("dns-tcp", listener::serve, died);
      return listener;
    } catch (IOException e) {
      server.close();
      throw new IOException("The resolver cannot use " + address + "/tcp: " + e.getMessage(), e);
    }
  }

  /** What one client has open is closed by the thread that serves, before it ends. */
  @Override
  public void close() throws IOException {
    server.close();
    wakeUp();
  }

  /** One that is closed must not be woken. */
  private void wakeUp() {
    synchronized (orders) {
      if (selector.isOpen()) {
        selector.wakeup();
      }
    }
  }

  private void serve() {
    try {
      while (server.isOpen()) {
        try {
          selector.select(SWEEP_MILLIS);
          serveOnce();
        } catch (IOException | RuntimeException e) {
          // One client's trouble.
        }
      }
    } finally {
      closeAll();
    }
  }

  private void serveOnce() throws IOException {
    for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
      order.run();
    }
    List<SelectionKey> ready = List.copyOf(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.attachment() instanceof TcpConnection connection) {
        connection.ready();
      } else {
        accept();
      }
    }
    long now = nanos.getAsLong();
    connections().forEach(connection -> connection.closeIfLate(now));
  }

  private List<TcpConnection> connections() {
    return selector.keys().stream()
        .map(SelectionKey::attachment)
        .filter(TcpConnection.class::isInstance)
        .map(TcpConnection.class::cast)
        .toList();
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    if (unknown >= MOST_UNKNOWN) {
      channel.close();
      return;
    }
    unknown++;
    TcpConnection connection =
        new TcpConnection(channel, host, patience, nanos, this::order, () -> unknown--);
    try {
      channel.configureBlocking(false);
      connection.register(selector);
      InetAddress source = channel.socket().getInetAddress();
      host.whoIs(source, client -> order(() -> connection.belongsTo(client)));
    } catch (IOException e) {
      connection.close();
    }
  }

  /** For the thread that serves. */
  private void order(Runnable order) {
    orders.add(order);
    wakeUp();
  }

  private void closeAll() {
    try {
      connections().forEach(TcpConnection::close);
      synchronized (orders) {
        selector.close();
      }
    } catch (IOException e) {
      return; // It is closed already.
    }
  }
}
