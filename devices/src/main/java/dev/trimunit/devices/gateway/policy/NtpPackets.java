// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway.policy;

import java.nio.ByteBuffer;
import java.time.Instant;

/** Packets of NTP (RFC 5905), as clients and servers write them. */
public final class NtpPackets {
  /** Of a packet without extensions. */
  public static final int LENGTH = 48;

  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final int CLIENT = 3;
  private static final int SERVER = 4;
  private static final int OLDEST = 1;
  private static final int NEWEST = 4;
  private static final int TRANSMIT = 40;

  private NtpPackets() {}

  /** What a client asks that believes it is now. */
  public static byte[] query(Instant now) {
    return ByteBuffer.allocate(LENGTH)
        .put((byte) ((NEWEST << 3) | CLIENT))
        .putLong(TRANSMIT, timestamp(now))
        .array();
  }

  /** Whether a server answers this: a client's packet, of a version that is known. */
  public static boolean isQuery(byte[] packet) {
    if (packet.length < LENGTH) {
      return false;
    }
    int version = (packet[0] >> 3) & 7;
    return (packet[0] & 7) == CLIENT && version >= OLDEST && version <= NEWEST;
  }

  /** Whether this is a server's answer to a query. */
  public static boolean answers(byte[] query, byte[] packet) {
    return packet.length >= LENGTH
        && (packet[0] & 7) == SERVER
        && ByteBuffer.wrap(packet).getLong(24) == ByteBuffer.wrap(query).getLong(TRANSMIT);
  }

  /**
   * What a server of stratum 2 answers, in the client's version: never anything of the query but
   * its time and how often it is sent.
   *
   * @param query see {@link #isQuery}
   */
  public static byte[] answer(byte[] query, Instant now) {
    ByteBuffer answer = ByteBuffer.allocate(LENGTH);
    answer.put((byte) ((query[0] & 0x38) | SERVER)).put((byte) 2).put(query[2]).put((byte) -20);
    answer.putInt(0x0000_0100).putInt(0x0000_0200).put(new byte[] {(byte) 192, 0, 2, 1});
    answer.putLong(timestamp(now.minusSeconds(17)));
    answer.putLong(ByteBuffer.wrap(query).getLong(TRANSMIT));
    return answer.putLong(timestamp(now)).putLong(timestamp(now)).array();
  }

  /** The time that an answer tells. */
  public static Instant told(byte[] answer) {
    long transmitted = ByteBuffer.wrap(answer).getLong(TRANSMIT);
    long nanos = ((transmitted & 0xffff_ffffL) * 1_000_000_000L) >>> 32;
    return Instant.ofEpochSecond((transmitted >>> 32) - SECONDS_1900_TO_1970, nanos);
  }

  private static long timestamp(Instant time) {
    long fraction = (long) time.getNano() * (1L << 32) / 1_000_000_000L;
    return ((time.getEpochSecond() + SECONDS_1900_TO_1970) << 32) | fraction;
  }
}
