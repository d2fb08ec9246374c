// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.gateway.Upstream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;

/** DNS over TLS (RFC 7858) on every address of the made-up Internet. */
final class DotServer {
  static final int PORT = 853;
  private static final int IDLE_MILLIS = 10_000;
  private final SSLSocketFactory tls;
  private final Upstream names;

  private DotServer(SSLSocketFactory tls, Upstream names) {
    this.tls = tls;
    this.names = names;
  }

  static void open(Path keyStore, Upstream names) throws IOException {
    DotServer server = new DotServer(SelfSigned.server(keyStore), names);
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(PORT), 128);
    Background.run("dot", () -> server.accept(socket));
  }

  private void accept(ServerSocket server) throws IOException {
    while (true) {
      Socket socket = server.accept();
      socket.setSoTimeout(IDLE_MILLIS);
      Background.run("dot-connection", () -> serve(socket));
    }
  }

  private void serve(Socket plain) throws IOException {
    try (plain;
        Socket socket = tls.createSocket(plain, null, true)) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        byte[] query = read(in);
        write(socket.getOutputStream(), names.ask(query).orElse(new byte[0]));
      }
    } catch (EOFException e) {
      return; // the client is done
    }
  }

  /** A message behind its length. */
  static byte[] read(DataInputStream in) throws IOException {
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return message;
  }

  static void write(OutputStream out, byte[] message) throws IOException {
    byte[] framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    out.write(framed);
    out.flush();
  }
}
