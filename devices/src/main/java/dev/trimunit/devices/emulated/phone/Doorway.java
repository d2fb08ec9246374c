// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The way from this process to a server in a network namespace: a port on the loopback interface,
 * from which each connection is carried to a socket file.
 */
final class Doorway implements AutoCloseable {
  private static final int WAITING = 16;
  private static final int BUFFER = 1 << 16;

  private final ServerSocket entrance;
  private final Exit exit;

  /** The other end. */
  @FunctionalInterface
  interface Exit {
    /**
     * A new connection to the server.
     *
     * @param request how the client begins, for example {@code POST /session HTTP/1.1}
     * @throws LabFault with the reason that the client is told, if there is none
     */
    SocketChannel connect(String request) throws IOException;
  }

  private Doorway(ServerSocket entrance, Exit exit) {
    this.entrance = entrance;
    this.exit = exit;
  }

  /**
   * Opens one.
   *
   * @throws LabException if no port can be opened on the loopback interface
   */
  static Doorway open(Exit exit) {
    try {
      Doorway doorway =
          new Doorway(new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress()), exit);
      daemon(doorway::accept);
      return doorway;
    } catch (IOException e) {
      throw new LabException("No port on the loopback interface: " + e.getMessage(), e);
    }
  }

  /** The port on the loopback interface. */
  int port() {
    return entrance.getLocalPort();
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      // It is no longer open, which is all that is asked.
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        daemon(() -> carry(client));
      } catch (IOException e) {
        // Closed, or a client that had gone before it was met.
      }
    }
  }

  private void carry(Socket client) {
    try (client) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      byte[] first = new byte[BUFFER];
      int length = Math.max(0, client.getInputStream().read(first));
      String request = new String(first, 0, length, StandardCharsets.ISO_8859_1);
      try (SocketChannel server = exit.connect(request)) {
        daemon(() -> inward(server, client));
        write(server, first, length);
        outward(client.getInputStream(), server);
      } catch (LabFault e) {
        refuse(client, String.valueOf(e.getMessage()));
      }
    } catch (IOException e) {
      // One of the two has gone: the other sees its connection end.
    }
  }

  /** Not by the channel's streams: the JDK's lock each other out, a waiting read every write. */
  private static void outward(InputStream from, SocketChannel to) throws IOException {
    byte[] bytes = new byte[BUFFER];
    for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
      write(to, bytes, count);
    }
  }

  private static void write(SocketChannel to, byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static void inward(SocketChannel from, Socket to) {
    try (to) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (from.read(buffer) >= 0) {
        to.getOutputStream().write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    } catch (IOException e) {
      // As above.
    }
  }

  /** Tells a WebDriver client in its own protocol. */
  private static void refuse(Socket client, String reason) throws IOException {
    String plain = reason.replaceAll("[\\p{Cntrl}\"\\\\]", " ");
    String body =
        "{\"value\":{\"error\":\"unknown error\",\"message\":\"%s\",\"stacktrace\":\"\"}}"
            .formatted(plain);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json; charset=utf-8\r\n"
            + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(bytes.length);
    OutputStream out = client.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "phone-doorway");
    thread.setDaemon(true);
    thread.start();
  }
}
