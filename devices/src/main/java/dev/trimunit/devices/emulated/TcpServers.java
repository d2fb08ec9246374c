// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Servers on every address: TLS, HTTP, DNS over HTTPS or nothing special, as the client begins. */
final class TcpServers {
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int IDLE_MILLIS = 600_000;
  private final SSLSocketFactory tls;
  private final HttpExchange.Pages pages;

  TcpServers(Path keyStore, HttpExchange.Pages pages) throws IOException {
    this.tls = SelfSigned.server(keyStore);
    this.pages = pages;
  }

  void open(InetSocketAddress address) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(address, 128);
    Background.run("tcp-" + address.getPort(), () -> accept(server));
  }

  private void accept(ServerSocket server) throws IOException {
    while (true) {
      Socket socket = server.accept();
      socket.setSoTimeout(IDLE_MILLIS);
      Background.run("connection", () -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    try (socket) {
      InputStream in = socket.getInputStream();
      int first = in.read();
      if (first < 0) {
        return;
      }
      InputStream whole = new java.io.SequenceInputStream(one(first), in);
      if (first != TLS_HANDSHAKE) {
        talk(whole, socket.getOutputStream());
        return;
      }
      try (SSLSocket secure = (SSLSocket) tls.createSocket(socket, one(first), true)) {
        talk(secure.getInputStream(), secure.getOutputStream());
      }
    }
  }

  private static InputStream one(int octet) {
    return new java.io.ByteArrayInputStream(new byte[] {(byte) octet});
  }

  private void talk(InputStream raw, OutputStream rawOut) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    BufferedOutputStream out = new BufferedOutputStream(rawOut);
    in.mark(1);
    int first = in.read();
    in.reset();
    if (first != 'P') {
      RequestAnswer.answer(in, out);
      return;
    }
    HttpExchange.serve(new DataInputStream(in), out, pages);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
