// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** Reads queries off TCP connections (RFC 7766): several per connection, idle ones are closed. */
final class TcpListener implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 256;
  private static final int IDLE_MILLIS = 10_000;
  private static final ThreadFactory THREADS = Daemons.named("dns-tcp");

  private final ServerSocket server;
  private final UdpListener.Taker taker;
  private final int mostPerClient;
  private final Map<InetAddress, Integer> perClient = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TcpListener(ServerSocket server, UdpListener.Taker taker, int mostPerClient) {
    this.server = server;
    this.taker = taker;
    this.mostPerClient = mostPerClient;
  }

  static TcpListener open(InetSocketAddress address, UdpListener.Taker taker, int mostPerClient)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw new IOException("The resolver cannot use " + address + "/tcp: " + e.getMessage(), e);
    }
    TcpListener listener = new TcpListener(server, taker, mostPerClient);
    THREADS.newThread(listener::accept).start();
    return listener;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (admits(socket)) {
          THREADS.newThread(() -> serve(socket)).start();
        } else {
          socket.close();
        }
      } catch (IOException e) {
        // Closed, or a connection that was gone already.
      }
    }
  }

  private boolean admits(Socket socket) {
    int held = perClient.merge(socket.getInetAddress(), 1, Integer::sum);
    open.add(socket);
    boolean admits = held <= mostPerClient && open.size() <= MOST_CONNECTIONS;
    if (!admits) {
      forget(socket);
    }
    return admits;
  }

  private void forget(Socket socket) {
    open.remove(socket);
    perClient.computeIfPresent(
        socket.getInetAddress(), (client, held) -> held > 1 ? Integer.valueOf(held - 1) : null);
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout(IDLE_MILLIS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        int length = in.readUnsignedShort();
        byte[] query = in.readNBytes(length);
        if (query.length < length) {
          throw new EOFException();
        }
        taker.take(socket.getInetAddress(), query, true, answer -> send(socket, answer));
      }
    } catch (IOException e) {
      return; // ended, idle, or gone
    } finally {
      forget(socket);
    }
  }

  private static void send(Socket socket, byte[] answer) {
    byte[] framed = new byte[answer.length + 2];
    framed[0] = (byte) (answer.length >> 8);
    framed[1] = (byte) answer.length;
    System.arraycopy(answer, 0, framed, 2, answer.length);
    synchronized (socket) {
      try {
        socket.getOutputStream().write(framed);
      } catch (IOException e) {
        return; // the client is gone
      }
    }
  }
}
