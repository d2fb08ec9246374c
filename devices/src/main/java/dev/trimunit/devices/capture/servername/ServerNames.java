// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

import java.util.Locale;

/** Looks at what a client sends first. */
public final class ServerNames {
  private static final int MAX_REQUEST = 1 << 14;
  private static final String[] METHODS = {
    "GET ",
    "POST ",
    "HEAD ",
    "PUT ",
    "OPTIONS ",
    "DELETE ",
    "CONNECT ",
    "PATCH ",
    "NOTIFY ",
    "SUBSCRIBE "
  };

  private ServerNames() {}

  /** The start of a TCP connection from its client, or of a later request. */
  public static Sighting inStream(byte[] data, int at, int end) {
    int length = end - at;
    if (length < 3) {
      return length == 0 ? Sighting.NOTHING : Sighting.more("");
    }
    int first = data[at] & 0xff;
    boolean record = data[at + 1] == 3 && (data[at + 2] & 0xff) <= 4;
    if (record && first >= 20 && first <= 23) {
      return first == 22 ? Handshake.tls(data, at, end) : Sighting.of("TLS");
    }
    if (first >= 'A' && first <= 'Z') {
      return text(data, at, end);
    }
    return isMqtt(data, at, end) ? Sighting.of("MQTT") : Sighting.NOTHING;
  }

  private static boolean isMqtt(byte[] data, int at, int end) {
    if (data[at] != 0x10) {
      return false;
    }
    Cursor cursor = new Cursor(data, at + 1, end);
    for (int octet = 0; octet < 4 && (cursor.u8() & 0x80) != 0; octet++) {
      // the remaining length goes on
    }
    cursor.skip(2);
    return cursor.startsWith("MQ");
  }

  private static Sighting text(byte[] data, int at, int end) {
    Cursor cursor = new Cursor(data, at, end);
    if (cursor.startsWith("SSH-")) {
      return Sighting.of("SSH");
    }
    for (String method : METHODS) {
      if (cursor.startsWith(method)) {
        return request(cursor);
      }
    }
    return cursor.startsWith("DESCRIBE rtsp") ? Sighting.of("RTSP") : Sighting.NOTHING;
  }

  private static Sighting request(Cursor cursor) {
    int length = Math.min(cursor.left(), MAX_REQUEST);
    String head = cursor.text(length);
    int body = head.indexOf("\r\n\r\n");
    boolean whole = body >= 0 || length == MAX_REQUEST;
    String[] lines = (body < 0 ? head : head.substring(0, body)).split("\r?\n", -1);
    if (lines[0].contains(" rtsp://")) {
      return Sighting.of("RTSP");
    }
    int complete = whole || head.endsWith("\n") ? lines.length : lines.length - 1;
    for (int i = 1; i < complete; i++) {
      if (lines[i].toLowerCase(Locale.ROOT).startsWith("host:")) {
        return Sighting.named("HTTP", Cursor.host(lines[i].substring(5)));
      }
    }
    return whole ? Sighting.of("HTTP") : Sighting.more("HTTP");
  }

  /**
   * A datagram of which the protocol can be told without keeping state; QUIC goes to {@link
   * QuicHello}.
   */
  public static Sighting inDatagram(byte[] data, int at, int end) {
    int length = end - at;
    if (length < 13) {
      return Sighting.NOTHING;
    }
    if (data[at] >= 20 && data[at] <= 23 && (data[at + 1] & 0xff) == 0xfe) {
      return data[at] == 22 ? Handshake.dtls(data, at, end) : Sighting.of("DTLS");
    }
    Cursor cursor = new Cursor(data, at + 4, end);
    if (length >= 20 && (data[at] & 0xc0) == 0 && cursor.number(4) == 0x2112_a442L) {
      return Sighting.of("STUN");
    }
    return QuicHello.isInitial(data, at, end)
        ? Sighting.more("QUIC")
        : GoogleQuic.read(data, at, end);
  }
}
