// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads octets front to back. Beyond the end it yields zeros and says so, once, in {@link #ok}. */
final class Cursor {
  private static final int MAX_NAME = 253;
  final byte[] data;
  int at;
  final int end;
  private boolean ok = true;

  Cursor(byte[] data, int at, int end) {
    this.data = data;
    this.at = at;
    this.end = Math.min(end, data.length);
  }

  boolean ok() {
    return ok;
  }

  int left() {
    return end - at;
  }

  int u8() {
    return needs(1) ? data[at++] & 0xff : 0;
  }

  int u16() {
    if (!needs(2)) {
      return 0;
    }
    at += 2;
    return ((data[at - 2] & 0xff) << 8) | (data[at - 1] & 0xff);
  }

  int u24() {
    return (int) number(3);
  }

  long number(int octets) {
    long value = 0;
    if (needs(octets)) {
      for (int i = 0; i < octets; i++) {
        value = (value << 8) | (data[at++] & 0xff);
      }
    }
    return value;
  }

  private boolean needs(int octets) {
    ok &= end - at >= octets;
    return ok;
  }

  /** QUIC's variable-length integer (RFC 9000, section 16). */
  long variable() {
    if (!ok || left() < 1) {
      ok = false;
      return 0;
    }
    int octets = 1 << ((data[at] & 0xff) >>> 6);
    return number(octets) & (octets == 8 ? 0x3fff_ffff_ffff_ffffL : (1L << (8 * octets - 2)) - 1);
  }

  void skip(long octets) {
    if (octets < 0 || octets > left()) {
      ok = false;
    } else {
      at += (int) octets;
    }
  }

  /** The next octets as a cursor of their own; it is cut short with its parent. */
  Cursor part(int octets) {
    Cursor part = new Cursor(data, at, Math.min(end, at + octets));
    skip(octets);
    return part;
  }

  boolean startsWith(String ascii) {
    if (left() < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (data[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String text(int octets) {
    int from = at;
    skip(octets);
    return ok ? new String(data, from, octets, StandardCharsets.ISO_8859_1) : "";
  }

  /**
   * A host name in lower case without port and final dot; empty if it holds what no host name does.
   */
  static String host(String shown) {
    String host = withoutPort(shown.strip().toLowerCase(Locale.ROOT));
    int length = host.endsWith(".") ? host.length() - 1 : host.length();
    if (length > MAX_NAME) {
      return "";
    }
    for (int i = 0; i < length; i++) {
      char c = host.charAt(i);
      if (c < '!' || c > '~' || c == '\\' || c == ',') {
        return "";
      }
    }
    return host.substring(0, length);
  }

  private static String withoutPort(String host) {
    int end = host.length();
    while (end > 0 && host.charAt(end - 1) >= '0' && host.charAt(end - 1) <= '9') {
      end--;
    }
    return end > 0 && host.charAt(end - 1) == ':' ? host.substring(0, end - 1) : host;
  }
}
