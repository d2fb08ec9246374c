// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.Packet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Packets between two sockets; A is the local side, or the lower one where both are local. Counts
 * are kept per name that the remote address had at each packet.
 */
final class Flow {
  static final int NOBODY = 0;
  static final int A = 1;
  static final int B = 2;
  private static final int MAX_SERVER_NAMES = 64;

  final long highA;
  final long lowA;
  final long highB;
  final long lowB;
  final int protocol;
  final int portA;
  final int portB;

  /** The name of B's address for A's host; null where both ends are local. */
  final @Nullable Binding binding;

  /** One per name; a flow whose address changes names has several. */
  Tally tallies = new Tally(null, null);

  private Tally tally = tallies;
  int firstSender;

  /** Two bits for the side of the first SYN, two for that of the first SYN with ACK. */
  private int handshake;

  int firstRequest;
  int firstReply;

  /** Segments by which A or B says that it knows of no such connection. */
  private long resetsA;

  private long resetsB;

  long lastSeen;
  PayloadReader reader = PayloadReader.NONE;
  int payloadsToSniff = 12;
  String hint = "";
  @Nullable StreamPair streams;
  private Set<String> serverNames = Set.of();

  Flow(Packet p, boolean fromA, @Nullable Binding binding) {
    highA = fromA ? p.sourceHigh : p.targetHigh;
    lowA = fromA ? p.sourceLow : p.targetLow;
    highB = fromA ? p.targetHigh : p.sourceHigh;
    lowB = fromA ? p.targetLow : p.sourceLow;
    portA = fromA ? p.sourcePort : p.targetPort;
    portB = fromA ? p.targetPort : p.sourcePort;
    protocol = p.protocol;
    this.binding = binding;
  }

  boolean isBetween(
      long highA, long lowA, long highB, long lowB, int protocol, int portA, int portB) {
    return this.lowA == lowA
        && this.lowB == lowB
        && this.portA == portA
        && this.portB == portB
        && this.protocol == protocol
        && this.highA == highA
        && this.highB == highB;
  }

  void count(boolean fromA, long packets, long bytes, long nanos) {
    String name = binding == null ? null : binding.name;
    if (!Objects.equals(tally.name, name)) {
      tally = tallyOf(name);
    }
    tally.count(fromA, packets, bytes, nanos);
    if (firstSender == NOBODY) {
      firstSender = fromA ? A : B;
    }
  }

  private Tally tallyOf(@Nullable String name) {
    for (Tally known = tallies; known != null; known = known.next) {
      if (Objects.equals(known.name, name)) {
        return known;
      }
    }
    tallies = new Tally(name, tallies);
    return tallies;
  }

  /**
   * Notes who sent a SYN, if it is the first of its kind. Without a branch: the JIT compiler would
   * count on one side of it and throw away its code for all packets when a port is used again.
   */
  void syn(int side, boolean withAck) {
    int shift = withAck ? 2 : 0;
    int known = (handshake >>> shift) & 3;
    int onlyIfNone = (known - 1) >> 31;
    handshake |= (side & onlyIfNone) << shift;
  }

  /** Notes that A or B knows of no such connection, or ends it. */
  void reset(boolean fromA) {
    if (fromA) {
      resetsA++;
    } else {
      resetsB++;
    }
  }

  /** Whether its start is in the file. */
  boolean isSeenFromStart() {
    return (handshake & 3) != NOBODY;
  }

  void serverName(String name) {
    if (serverNames.isEmpty()) {
      serverNames = Set.of(name);
    } else if (serverNames.size() < MAX_SERVER_NAMES && !serverNames.contains(name)) {
      serverNames = new TreeSet<>(serverNames);
      serverNames.add(name);
    }
  }

  Set<String> serverNames() {
    return serverNames;
  }

  /** Whether both ends are one socket, so that all its packets come from A. */
  boolean isWithItself() {
    return highA == highB && lowA == lowB && portA == portB;
  }

  /** Whether A opened it, by the rules for each transport. */
  boolean isOpenedByA() {
    return switch (protocol) {
      case IpLayer.TCP -> tcpOpener() == A;
      case IpLayer.UDP, IpLayer.SCTP -> datagramOpener() == A;
      case IpLayer.ICMP, IpLayer.ICMPV6 -> icmpOpener() == A;
      default -> firstSender == A;
    };
  }

  private int tcpOpener() {
    if ((handshake & 3) != NOBODY) {
      return handshake & 3;
    }
    if (handshake != NOBODY) {
      return other(handshake >>> 2);
    }
    if (resetsA > 0 && resetsA == sent(true)) {
      return B; // it goes on with a connection that A has forgotten, as after a loss of power
    }
    if (isWithinLan() && resetsB > 0 && resetsB == sent(false)) {
      return A; // beyond the gateway nobody loses power in a trial, and ports say more
    }
    return portA == portB ? firstSender : portA > portB ? A : B;
  }

  private boolean isWithinLan() {
    return binding == null;
  }

  private long sent(boolean byA) {
    long sent = 0;
    for (Tally each = tallies; each != null; each = each.next) {
      sent += byA ? each.packetsA : each.packetsB;
    }
    return sent;
  }

  private int datagramOpener() {
    boolean lowA = portA < 1024;
    boolean lowB = portB < 1024;
    return lowA == lowB ? firstSender : lowB ? A : B;
  }

  private int icmpOpener() {
    if (firstRequest != NOBODY) {
      return firstRequest;
    }
    return firstReply != NOBODY ? other(firstReply) : firstSender;
  }

  private static int other(int side) {
    return side == A ? B : A;
  }

  /**
   * The name that a host's DNS answers gave an address last; shared by all flows between the two.
   */
  static final class Binding {
    final Host host;
    @Nullable String name;

    Binding(Host host) {
      this.host = host;
    }
  }

  /** Counts under one name. */
  static final class Tally {
    final @Nullable String name;
    final @Nullable Tally next;
    long packetsA;
    long bytesA;
    long packetsB;
    long bytesB;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    Tally(@Nullable String name, @Nullable Tally next) {
      this.name = name;
      this.next = next;
    }

    /** The same counts, seen from the other side. */
    Tally reversed() {
      Tally reversed = new Tally(name, next);
      reversed.packetsA = packetsB;
      reversed.bytesA = bytesB;
      reversed.packetsB = packetsA;
      reversed.bytesB = bytesA;
      reversed.first = first;
      reversed.last = last;
      return reversed;
    }

    void count(boolean fromA, long packets, long bytes, long nanos) {
      if (fromA) {
        packetsA += packets;
        bytesA += bytes;
      } else {
        packetsB += packets;
        bytesB += bytes;
      }
      first = Math.min(first, nanos);
      last = Math.max(last, nanos);
    }
  }
}
