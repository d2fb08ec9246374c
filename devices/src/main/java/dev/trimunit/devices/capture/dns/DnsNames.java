// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.dns;

import dev.trimunit.devices.capture.packet.Octets;

/**
 * Names in DNS messages, compressed or not. Pointers may lead anywhere in the message but never in
 * a circle.
 */
final class DnsNames {
  private static final int MAX_NAME = 255;
  private static final int MAX_POINTERS = 128;

  private DnsNames() {}

  /** Where the name at {@code at} ends in place; checks all of it, also behind pointers. */
  static int skip(byte[] data, int start, int end, int at) throws BadName {
    return walk(data, start, end, at, null);
  }

  /** The presentation form in lower case, without final dot; the root is a single dot. */
  static String text(byte[] data, int start, int end, int at) throws BadName {
    StringBuilder text = new StringBuilder(40);
    walk(data, start, end, at, text);
    return text.length() == 0 ? "." : text.toString();
  }

  private static int walk(
      byte[] data,
      int start,
      int end,
      int from,
      @org.jspecify.annotations.Nullable StringBuilder text)
      throws BadName {
    int at = from;
    int after = -1;
    int octets = 1;
    int pointers = 0;
    while (true) {
      require(at < end);
      int length = Octets.u8(data, at);
      if (length >= 0xc0) {
        require(end - at >= 2 && ++pointers <= MAX_POINTERS);
        after = after < 0 ? at + 2 : after;
        at = start + (Octets.u16(data, at) & 0x3fff);
        continue;
      }
      require(length < 0x40 && length < end - at);
      octets += length + 1;
      require(length == 0 || octets <= MAX_NAME);
      if (length == 0) {
        return after < 0 ? at + 1 : after;
      }
      if (text != null) {
        label(data, at + 1, length, text);
      }
      at += length + 1;
    }
  }

  private static void label(byte[] data, int at, int length, StringBuilder text) {
    if (text.length() > 0) {
      text.append('.');
    }
    for (int i = at; i < at + length; i++) {
      int c = Octets.u8(data, i);
      if (c >= 'A' && c <= 'Z') {
        text.append((char) (c + 32));
      } else if (c <= ' ' || c > '~' || c == '.' || c == '\\' || c == '*') {
        text.append('\\').append((char) ('0' + c / 100));
        text.append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
      } else {
        text.append((char) c);
      }
    }
  }

  private static void require(boolean sound) throws BadName {
    if (!sound) {
      throw new BadName();
    }
  }

  /** A name or record that cannot be read. Without trace: hostile files hold millions. */
  static final class BadName extends Exception {
    private static final long serialVersionUID = 1;

    BadName() {
      super("bad name", null, false, false);
    }
  }
}
