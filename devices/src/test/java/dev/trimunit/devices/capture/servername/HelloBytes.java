// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** ClientHello messages in their wrappings, built apart from the code that reads them. */
public final class HelloBytes {
  private HelloBytes() {}

  /** A handshake message. */
  public static byte[] message(String name) {
    byte[] host = name.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(512);
    out.putInt(1 << 24).putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
    out.putShort((short) 2).putShort((short) 0x1301).putShort((short) 0x0100);
    out.putShort((short) (host.length + 9 + 6))
        .putShort((short) 0x002b)
        .putShort((short) 2)
        .putShort((short) 0x0304);
    out.putShort((short) 0).putShort((short) (host.length + 5)).putShort((short) (host.length + 3));
    out.put((byte) 0).putShort((short) host.length).put(host);
    byte[] message = Arrays.copyOf(out.array(), out.position());
    message[2] = (byte) (message.length - 4 >>> 8);
    message[3] = (byte) (message.length - 4);
    return message;
  }

  /** In one TLS record. */
  public static byte[] tlsRecord(String name) {
    byte[] message = message(name);
    ByteBuffer out = ByteBuffer.allocate(message.length + 5);
    return out.put(new byte[] {22, 3, 1}).putShort((short) message.length).put(message).array();
  }

  /**
   * In a QUIC version 1 Initial packet, sealed with the keys that RFC 9001, appendix A.1, prints
   * for its connection ID.
   */
  public static byte[] quicInitial(String name) {
    byte[] message = message(name);
    int half = message.length / 2;
    ByteBuffer plain = ByteBuffer.allocate(1162);
    plain.put((byte) 6).put((byte) half).putShort((short) (0x4000 | message.length - half));
    plain.put(message, half, message.length - half).put((byte) 1).put((byte) 0);
    plain.put((byte) 6).put((byte) 0).putShort((short) (0x4000 | half)).put(message, 0, half);
    byte[] header = HexFormat.of().parseHex("c300000001088394c8f03e5157080000449e00000002");
    try {
      return seal(header, plain.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] seal(byte[] header, byte[] plain) throws GeneralSecurityException {
    byte[] nonce = HexFormat.of().parseHex("fa044b2f42a3fd3b46fb255c");
    nonce[11] ^= 2;
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(
        Cipher.ENCRYPT_MODE,
        aes("1f369613dd76d5467730efcbe3b1a22d"),
        new GCMParameterSpec(128, nonce));
    gcm.updateAAD(header);
    byte[] sealed = gcm.doFinal(plain);
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
    ecb.init(Cipher.ENCRYPT_MODE, aes("9f50449e04a0e810283a1e9933adedd2"));
    byte[] mask = ecb.doFinal(sealed, 0, 16);
    byte[] packet = Arrays.copyOf(header, header.length + sealed.length);
    System.arraycopy(sealed, 0, packet, header.length, sealed.length);
    packet[0] ^= (byte) (mask[0] & 0x0f);
    for (int i = 0; i < 4; i++) {
      packet[header.length - 4 + i] ^= mask[1 + i];
    }
    return packet;
  }

  private static SecretKeySpec aes(String hex) {
    return new SecretKeySpec(HexFormat.of().parseHex(hex), "AES");
  }
}
