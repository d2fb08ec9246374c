// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;

/** What an ICMP or ICMPv6 message is to a flow. */
final class Icmp {
  private Icmp() {}

  static boolean isIcmp(int protocol) {
    return protocol == IpLayer.ICMP || protocol == IpLayer.ICMPV6;
  }

  private static int type(Packet p) {
    boolean readable = isIcmp(p.protocol) && p.isFirstFragment() && p.payloadEnd > p.payload;
    return readable ? Octets.u8(p.data, p.payload) : -1;
  }

  /** Errors quote a packet and are no traffic of their own (RFC 1122, RFC 4443). */
  static boolean isError(Packet p) {
    int type = type(p);
    return p.protocol == IpLayer.ICMP
        ? type == 3 || type == 4 || type == 5 || type == 11 || type == 12
        : type >= 0 && type < 128;
  }

  /** Notes who sent the first request, or the first reply. */
  static void noteOpener(Packet p, Flow flow, boolean fromA) {
    int side = fromA ? Flow.A : Flow.B;
    int type = type(p);
    boolean v4 = p.protocol == IpLayer.ICMP;
    boolean request = v4 ? type == 8 || type == 13 || type == 15 || type == 17 : type == 128;
    boolean reply = v4 ? type == 0 || type == 14 || type == 16 || type == 18 : type == 129;
    if (request && flow.firstRequest == Flow.NOBODY) {
      flow.firstRequest = side;
    } else if (reply && flow.firstReply == Flow.NOBODY) {
      flow.firstReply = side;
    }
  }
}
