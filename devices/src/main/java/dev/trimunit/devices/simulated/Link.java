// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.Optional;

/**
 * The device's network card, facing the gateway: every packet is a frame on the wire. What the
 * device sends appears there even if the gateway refuses it; what the gateway refuses from outside
 * does not.
 */
final class Link {
  private final Wire wire;
  private final Addresses addresses;
  private final PacketFilter gateway;

  /** What the gateway does with packets that cross it. */
  @FunctionalInterface
  interface PacketFilter {
    boolean passes(IpAddress remote, Transport transport, int remotePort, boolean inbound);

    /** What the gateway says to a datagram that it did not let through; empty if nothing. */
    default Optional<byte[]> answer(IpAddress remote, int remotePort, byte[] datagram) {
      return Optional.empty();
    }
  }

  Link(Wire wire, Addresses addresses, PacketFilter gateway) {
    this.wire = wire;
    this.addresses = addresses;
    this.gateway = gateway;
  }

  /** A frame that does not cross the gateway. */
  void local(byte[] frame) {
    wire.carry(frame);
  }

  Addresses addresses() {
    return addresses;
  }

  boolean udpOut(IpAddress remote, int localPort, int remotePort, byte[] payload) {
    wire.carry(
        Frames.udp(
            addresses.deviceMac(),
            Addresses.GATEWAY_MAC,
            addresses.facing(remote),
            remote,
            localPort,
            remotePort,
            payload));
    return crosses(remote, Transport.UDP, remotePort, false);
  }

  boolean udpIn(IpAddress remote, int localPort, int remotePort, byte[] payload) {
    boolean crosses = crosses(remote, Transport.UDP, remotePort, true);
    if (crosses) {
      toDevice(remote, localPort, remotePort, payload);
    }
    return crosses;
  }

  /** What the gateway itself says to a datagram that it refused, in the name of the remote end. */
  Optional<byte[]> gatewayAnswer(IpAddress remote, int remotePort, byte[] datagram) {
    return gateway.answer(remote, remotePort, datagram);
  }

  /** A datagram that seems to come from a remote end. */
  void toDevice(IpAddress remote, int localPort, int remotePort, byte[] payload) {
    wire.carry(
        Frames.udp(
            Addresses.GATEWAY_MAC,
            addresses.deviceMac(),
            remote,
            addresses.facing(remote),
            remotePort,
            localPort,
            payload));
  }

  /** A segment between the two ends of a connection; numbers from the sender's view. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Segment(int flags, long seq, long ack, byte[] payload) {}

  boolean tcpOut(IpAddress remote, int localPort, int remotePort, Segment segment) {
    wire.carry(
        Frames.tcp(
            addresses.deviceMac(),
            Addresses.GATEWAY_MAC,
            addresses.facing(remote),
            remote,
            localPort,
            remotePort,
            segment.flags(),
            segment.seq(),
            segment.ack(),
            segment.payload()));
    return crosses(remote, Transport.TCP, remotePort, false);
  }

  boolean tcpIn(IpAddress remote, int localPort, int remotePort, Segment segment) {
    boolean crosses = crosses(remote, Transport.TCP, remotePort, true);
    if (crosses) {
      wire.carry(
          Frames.tcp(
              Addresses.GATEWAY_MAC,
              addresses.deviceMac(),
              remote,
              addresses.facing(remote),
              remotePort,
              localPort,
              segment.flags(),
              segment.seq(),
              segment.ack(),
              segment.payload()));
    }
    return crosses;
  }

  boolean pingOut(IpAddress remote, int identifier, int sequence, byte[] payload) {
    wire.carry(
        Frames.icmpEcho(
            addresses.deviceMac(),
            Addresses.GATEWAY_MAC,
            addresses.facing(remote),
            remote,
            true,
            identifier,
            sequence,
            payload));
    return crosses(remote, icmp(remote), Destination.NO_PORT, false);
  }

  boolean pingIn(IpAddress remote, int identifier, int sequence, byte[] payload) {
    boolean crosses = crosses(remote, icmp(remote), Destination.NO_PORT, true);
    if (crosses) {
      wire.carry(
          Frames.icmpEcho(
              Addresses.GATEWAY_MAC,
              addresses.deviceMac(),
              remote,
              addresses.facing(remote),
              false,
              identifier,
              sequence,
              payload));
    }
    return crosses;
  }

  private boolean crosses(IpAddress remote, Transport transport, int remotePort, boolean inbound) {
    return remote.equals(Addresses.GATEWAY)
        || gateway.passes(remote, transport, remotePort, inbound);
  }

  private static Transport icmp(IpAddress remote) {
    return remote.isIpv6() ? Transport.ICMPV6 : Transport.ICMP;
  }
}
