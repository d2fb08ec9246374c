// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As much of HTTP/1.1 as modelled devices speak: POST with a length. */
final class HttpExchange {
  private static final int LONGEST_LINE = 8_192;
  private static final int LONGEST_BODY = 16 << 20;

  private HttpExchange() {}

  /** Posts a body and reads the answer's body. */
  static byte[] post(InputStream in, OutputStream out, String host, String path, byte[] body)
      throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, host, body.length);
    out.write(TcpServers.ascii(head));
    out.write(body);
    out.flush();
    DataInputStream data = new DataInputStream(in);
    String status = line(data);
    int length = lengthOf(data, status);
    byte[] answer = data.readNBytes(length);
    if (answer.length < length) {
      throw new EOFException("The server hung up");
    }
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("The server refuses: " + status);
    }
    return answer;
  }

  /** What posts are answered with. */
  @FunctionalInterface
  interface Pages {
    byte[] answer(String path, byte[] body) throws IOException;
  }

  /** Answers posts until the client hangs up. */
  static void serve(DataInputStream in, OutputStream out, Pages pages) throws IOException {
    while (true) {
      String request = line(in);
      byte[] body = in.readNBytes(lengthOf(in, request));
      String[] words = request.split(" ", -1);
      byte[] answer = pages.answer(words.length > 1 ? words[1] : "", body);
      String head = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(answer.length);
      out.write(TcpServers.ascii(head));
      out.write(answer);
      out.flush();
    }
  }

  /** As many octets as a body asks for that begins like a {@link RequestAnswer}. */
  static byte[] octets(byte[] body) {
    int wanted = body.length >= RequestAnswer.HEADER ? ByteBuffer.wrap(body).getInt(4) : 0;
    return new byte[Math.max(0, Math.min(LONGEST_BODY, wanted))];
  }

  /** The length that the headers after the first line give. */
  private static int lengthOf(DataInputStream in, String first) throws IOException {
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.matches("content-length: \\d{1,8}")) {
        length = Integer.parseInt(lower.substring("content-length: ".length()));
      }
    }
    if (length < 0 || length > LONGEST_BODY) {
      throw new IOException("No length after '" + first + "'");
    }
    return length;
  }

  private static String line(DataInputStream in) throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.write(c);
      if (line.size() > LONGEST_LINE) {
        throw new IOException("A line without end");
      }
    }
    return line.toString(StandardCharsets.US_ASCII).stripTrailing();
  }
}
