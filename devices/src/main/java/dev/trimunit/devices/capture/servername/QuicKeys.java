// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of a client's Initial packets (RFC 9001, section 5.2): anyone on the path can derive them.
 */
final class QuicKeys {
  private final SecretKeySpec key;
  private final byte[] iv;
  private final SecretKeySpec headerKey;

  QuicKeys(QuicVersion version, byte[] connectionId) throws GeneralSecurityException {
    byte[] initial = hmac(version.salt(), connectionId);
    byte[] client = expand(initial, "client in", 32);
    key = new SecretKeySpec(expand(client, version.label + " key", 16), "AES");
    iv = expand(client, version.label + " iv", 12);
    headerKey = new SecretKeySpec(expand(client, version.label + " hp", 16), "AES");
  }

  /** What header protection adds to the first octet and the packet number. */
  byte[] mask(byte[] data, int sample) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, headerKey);
    return cipher.doFinal(data, sample, 16);
  }

  byte[] open(long packetNumber, byte[] header, byte[] data, int at, int length)
      throws GeneralSecurityException {
    byte[] nonce = iv.clone();
    for (int i = 0; i < 8; i++) {
      nonce[11 - i] ^= (byte) (packetNumber >>> (8 * i));
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(header);
    return cipher.doFinal(data, at, length);
  }

  private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text);
  }

  /** HKDF-Expand-Label of TLS 1.3, for up to one block. */
  private static byte[] expand(byte[] secret, String label, int length)
      throws GeneralSecurityException {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    byte[] info = new byte[2 + 1 + name.length + 1 + 1];
    info[1] = (byte) length;
    info[2] = (byte) name.length;
    System.arraycopy(name, 0, info, 3, name.length);
    info[info.length - 1] = 1;
    return Arrays.copyOf(hmac(secret, info), length);
  }
}
