// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import java.time.Duration;
import java.time.Instant;

/** What local clients write into their queries to time servers: the time, by their own clocks. */
final class ClockTraffic {
  private static final int PORT = 123;
  private static final int CLIENT = 3;
  private static final int OCTETS = 48;
  private static final int TRANSMIT = 40;
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  private final LocalPrefixes local;
  private final Hosts hosts;

  ClockTraffic(LocalPrefixes local, Hosts hosts) {
    this.local = local;
    this.hosts = hosts;
  }

  static boolean isTime(Flow flow) {
    return flow.protocol == IpLayer.UDP && (flow.portA == PORT || flow.portB == PORT);
  }

  /** A datagram of NTP (RFC 5905), if it is one. */
  void datagram(Packet p) {
    int at = p.payload + 8;
    if (p.targetPort != PORT
        || p.payloadEnd - at < OCTETS
        || (p.data[at] & 7) != CLIENT
        || !local.contains(p.sourceHigh, p.sourceLow)) {
      return;
    }
    long seconds = Octets.s32(p.data, at + TRANSMIT) & 0xffff_ffffL;
    long fraction = Octets.s32(p.data, at + TRANSMIT + 4) & 0xffff_ffffL;
    if (seconds == 0 && fraction == 0) {
      return; // The field may be left empty.
    }
    // Eras end every 136 years; the second begins in 2036.
    long inEra = seconds < 1L << 31 ? seconds + (1L << 32) : seconds;
    Instant shown =
        Instant.ofEpochSecond(inEra - SECONDS_1900_TO_1970, (fraction * 1_000_000_000L) >>> 32);
    Instant seen = Instant.ofEpochSecond(0, p.nanos);
    hosts
        .of(p.sourceHigh, p.sourceLow)
        .shows(new ClockReading(seen, Duration.between(seen, shown)));
  }
}
