// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.nio.ByteBuffer;
import org.xbill.DNS.Message;

/** An upstream's answer, kept for as long as it says. */
final class KeptAnswer {
  private static final long NANOS = 1_000_000_000L;
  private final byte[] wire;
  private final int[] ttlsAt;
  private final long since;
  private final long seconds;

  /**
   * @param answer rendered anew, so that what is walked is known to be well-formed
   * @param since when it came, in nanoseconds
   * @param seconds how long it may be kept
   */
  KeptAnswer(Message answer, long since, long seconds) {
    this.wire = answer.toWire();
    this.ttlsAt = RecordTtls.offsets(wire);
    this.since = since;
    this.seconds = seconds;
  }

  boolean isAlive(long now) {
    return age(now) < seconds;
  }

  /** In seconds. */
  long age(long now) {
    return (now - since) / NANOS;
  }

  int length() {
    return wire.length;
  }

  /** As if asked now: this query's id and spelling, what is left of each time to live. */
  byte[] answer(QueryWire read, byte[] query, long now) {
    byte[] answer = read.adapt(wire, query);
    ByteBuffer buffer = ByteBuffer.wrap(answer);
    for (int at : ttlsAt) {
      long left = Math.max(0, (buffer.getInt(at) & 0xffff_ffffL) - age(now));
      buffer.putInt(at, (int) left);
    }
    return answer;
  }
}
