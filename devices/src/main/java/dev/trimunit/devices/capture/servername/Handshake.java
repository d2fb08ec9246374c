// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

/** ClientHello messages, as they come in TLS records, DTLS records and QUIC's CRYPTO frames. */
final class Handshake {
  private static final int RECORD = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_NAME = 0;
  private static final int MAX_HELLO = 1 << 16;

  private Handshake() {}

  /** From the first octets of a TLS connection. */
  static Sighting tls(byte[] data, int at, int end) {
    Cursor records = new Cursor(data, at, end);
    int first = recordLength(records);
    if (first < 0 || records.left() <= first) {
      // One record, whole or cut, as most are: it is read where it lies.
      return message(data, records.at, Math.min(end, records.at + Math.max(0, first)), "TLS");
    }
    byte[] message = new byte[records.left()];
    int length = 0;
    for (int next = first; next >= 0 && length < MAX_HELLO; next = recordLength(records)) {
      int present = Math.min(next, records.left());
      System.arraycopy(data, records.at, message, length, present);
      records.skip(present);
      length += present;
    }
    return message(message, 0, length, "TLS");
  }

  /** How much the next handshake record holds; negative if there is no such record. */
  private static int recordLength(Cursor records) {
    if (records.left() < 5 || records.u8() != RECORD) {
      return -1;
    }
    records.u16();
    return records.u16();
  }

  /** A handshake message that may lack its end. */
  static Sighting message(byte[] data, int at, int end, String protocol) {
    Cursor message = new Cursor(data, at, end);
    if (message.left() < 4) {
      return Sighting.more(protocol);
    }
    if (message.u8() != CLIENT_HELLO) {
      return Sighting.of(protocol);
    }
    int length = message.u24();
    boolean whole = message.left() >= length;
    String name = serverName(message, false);
    return name.isEmpty() && !whole && length < MAX_HELLO
        ? Sighting.more(protocol)
        : Sighting.named(protocol, name);
  }

  /**
   * From one DTLS datagram; fragments of a ClientHello that do not start it are not put together.
   */
  static Sighting dtls(byte[] data, int at, int end) {
    Cursor record = new Cursor(data, at, end);
    record.skip(13);
    boolean hello = record.u8() == CLIENT_HELLO;
    record.skip(3 + 2 + 3 + 3);
    return hello && record.ok()
        ? Sighting.named("DTLS", serverName(record, true))
        : Sighting.of("DTLS");
  }

  private static String serverName(Cursor hello, boolean datagram) {
    hello.skip(2 + 32);
    hello.skip(hello.u8());
    if (datagram) {
      hello.skip(hello.u8());
    }
    hello.skip(hello.u16());
    hello.skip(hello.u8());
    int length = hello.u16();
    Cursor extensions = new Cursor(hello.data, hello.at, Math.min(hello.end, hello.at + length));
    while (hello.ok() && extensions.ok() && extensions.left() >= 4) {
      int type = extensions.u16();
      int size = extensions.u16();
      if (type == SERVER_NAME) {
        return extensions.left() >= size ? first(extensions.part(size)) : "";
      }
      extensions.skip(size);
    }
    return "";
  }

  private static String first(Cursor list) {
    list.skip(2);
    boolean hostName = list.u8() == 0;
    String name = list.text(list.u16());
    return hostName && list.ok() ? Cursor.host(name) : "";
  }
}
