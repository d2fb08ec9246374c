// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Octets that look like TLS from outside: a readable hello, random bodies. */
final class TlsShapes {
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int CHANGE_CIPHER_SPEC = 20;

  private TlsShapes() {}

  /** A ClientHello that names its server, unless the name is empty. */
  static byte[] clientHello(String serverName, Dice dice) {
    byte[] extensions = extensions(serverName, dice);
    ByteBuffer hello = ByteBuffer.allocate(2 + 32 + 33 + 8 + 2 + 2 + extensions.length);
    hello.putShort((short) 0x0303).put(dice.octets(32)).put((byte) 32).put(dice.octets(32));
    hello
        .putShort((short) 6)
        .putShort((short) 0x1301)
        .putShort((short) 0x1302)
        .putShort((short) 0xc02f);
    hello.put((byte) 1).put((byte) 0).putShort((short) extensions.length).put(extensions);
    return record(HANDSHAKE, 0x0301, handshake(1, hello.array()));
  }

  private static byte[] extensions(String serverName, Dice dice) {
    byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer extensions = ByteBuffer.allocate(9 + name.length + 7 + 42);
    if (name.length > 0) {
      extensions.putShort((short) 0).putShort((short) (name.length + 5));
      extensions.putShort((short) (name.length + 3)).put((byte) 0).putShort((short) name.length);
      extensions.put(name);
    }
    extensions.putShort((short) 43).putShort((short) 3).put((byte) 2).putShort((short) 0x0304);
    extensions.putShort((short) 51).putShort((short) 38).putShort((short) 36);
    extensions.putShort((short) 29).putShort((short) 32).put(dice.octets(32));
    return java.util.Arrays.copyOf(extensions.array(), extensions.position());
  }

  /** ServerHello and the encrypted rest of the server's first flight. */
  static byte[] serverFlight(int certificateOctets, Dice dice) {
    ByteBuffer hello = ByteBuffer.allocate(2 + 32 + 33 + 2 + 1 + 2 + 6);
    hello.putShort((short) 0x0303).put(dice.octets(32)).put((byte) 32).put(dice.octets(32));
    hello.putShort((short) 0x1301).put((byte) 0).putShort((short) 6);
    hello.putShort((short) 43).putShort((short) 2).putShort((short) 0x0304);
    return join(
        record(HANDSHAKE, 0x0303, handshake(2, hello.array())),
        record(CHANGE_CIPHER_SPEC, 0x0303, new byte[] {1}),
        applicationData(certificateOctets, dice));
  }

  /** The client's Finished. */
  static byte[] clientFinished(Dice dice) {
    return join(record(CHANGE_CIPHER_SPEC, 0x0303, new byte[] {1}), applicationData(53, dice));
  }

  /** Encrypted data, in records of at most 16 KiB. */
  static byte[] applicationData(int octets, Dice dice) {
    ByteBuffer all = ByteBuffer.allocate(octets + 5 * (octets / 16_384 + 1));
    for (int left = octets; left > 0; left -= Math.min(left, 16_384)) {
      all.put(record(APPLICATION_DATA, 0x0303, dice.octets(Math.min(left, 16_384))));
    }
    return java.util.Arrays.copyOf(all.array(), all.position());
  }

  private static byte[] handshake(int type, byte[] body) {
    return ByteBuffer.allocate(4 + body.length)
        .putInt((type << 24) | body.length)
        .put(body)
        .array();
  }

  private static byte[] record(int type, int version, byte[] body) {
    return ByteBuffer.allocate(5 + body.length)
        .put((byte) type)
        .putShort((short) version)
        .putShort((short) body.length)
        .put(body)
        .array();
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
