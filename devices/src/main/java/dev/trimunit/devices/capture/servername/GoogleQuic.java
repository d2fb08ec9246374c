// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

/** QUIC as Google had it before the standard: the client hello is a list of tags. */
final class GoogleQuic {
  private static final int MAX_TAGS = 128;

  private GoogleQuic() {}

  /** Versions up to Q046 send their hello in the clear, behind a header with a version. */
  static Sighting read(byte[] data, int at, int end) {
    int first = data[at] & 0xff;
    boolean longHeader = (first & 0xc0) == 0xc0 && isVersion(data, at + 1, end);
    boolean publicHeader =
        (first & 0xc1) == 0x01 && isVersion(data, at + 1 + ((first & 8) != 0 ? 8 : 0), end);
    if (!longHeader && !publicHeader) {
      return Sighting.NOTHING;
    }
    String name = hello(data, at, end);
    return Sighting.named("QUIC", name);
  }

  private static boolean isVersion(byte[] data, int at, int end) {
    return end - at >= 4
        && data[at] == 'Q'
        && data[at + 1] == '0'
        && Character.isDigit(data[at + 2]);
  }

  /** The name in a CHLO message, wherever it starts; empty if there is none. */
  static String hello(byte[] data, int at, int end) {
    for (int i = at; i + 8 <= end; i++) {
      if (data[i] == 'C' && data[i + 1] == 'H' && data[i + 2] == 'L' && data[i + 3] == 'O') {
        return serverName(data, i + 4, end);
      }
    }
    return "";
  }

  private static String serverName(byte[] data, int at, int end) {
    int tags = (data[at] & 0xff) | ((data[at + 1] & 0xff) << 8);
    int values = at + 4 + 8 * tags;
    if (tags > MAX_TAGS || values > end) {
      return "";
    }
    int from = 0;
    for (int i = 0; i < tags; i++) {
      int tag = at + 4 + 8 * i;
      int to = little(data, tag + 4);
      if (data[tag] == 'S' && data[tag + 1] == 'N' && data[tag + 2] == 'I' && data[tag + 3] == 0) {
        boolean inside = from >= 0 && to >= from && to <= end - values;
        return inside
            ? Cursor.host(new Cursor(data, values + from, values + to).text(to - from))
            : "";
      }
      from = to;
    }
    return "";
  }

  private static int little(byte[] data, int at) {
    return (data[at] & 0xff)
        | ((data[at + 1] & 0xff) << 8)
        | ((data[at + 2] & 0xff) << 16)
        | (data[at + 3] << 24);
  }
}
