// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.nio.ByteBuffer;
import java.time.Instant;

/** Real NTP packets (RFC 5905). */
final class NtpShapes {
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  private NtpShapes() {}

  static byte[] query(Instant now) {
    return ByteBuffer.allocate(48).put((byte) 0x23).putLong(40, timestamp(now)).array();
  }

  static byte[] answer(byte[] query, Instant now) {
    ByteBuffer answer = ByteBuffer.allocate(48);
    answer.put((byte) 0x24).put((byte) 2).put((byte) 6).put((byte) -20);
    answer.putInt(0x0000_0100).putInt(0x0000_0200).put(new byte[] {(byte) 192, 0, 2, 1});
    answer.putLong(timestamp(now.minusSeconds(17)));
    answer.putLong(ByteBuffer.wrap(query).getLong(40));
    return answer.putLong(timestamp(now)).putLong(timestamp(now)).array();
  }

  /** The time that an answer tells. */
  static Instant told(byte[] answer) {
    long transmitted = ByteBuffer.wrap(answer).getLong(40);
    long nanos = ((transmitted & 0xffff_ffffL) * 1_000_000_000L) >>> 32;
    return Instant.ofEpochSecond((transmitted >>> 32) - SECONDS_1900_TO_1970, nanos);
  }

  private static long timestamp(Instant time) {
    long fraction = (long) time.getNano() * (1L << 32) / 1_000_000_000L;
    return ((time.getEpochSecond() + SECONDS_1900_TO_1970) << 32) | fraction;
  }
}
