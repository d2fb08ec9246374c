// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.dns.DnsMessage;
import dev.trimunit.devices.capture.file.CaptureFile;
import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.LinkLayer;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;
import dev.trimunit.devices.physical.Ear.Heard;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts frames of one device in a capture that is still being written. */
final class FrameCount {
  private static final int MAGIC = 2;
  private static final int ETHER_TYPE = 12;
  private static final int ARP = 0x0806;
  private static final int DHCP_SERVER = 67;
  private static final int DHCP6_SERVER = 547;
  private static final int DNS = 53;
  private static final int ROUTER_SOLICITATION = 133;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136;

  private final Ready ready;
  private Heard heard = Heard.NOTHING;

  /**
   * @param ready may name a destination whose contacts are counted
   */
  FrameCount(Ready ready) {
    this.ready = ready;
  }

  synchronized Heard heard() {
    return heard;
  }

  /** Reads until the stream ends. */
  void read(InputStream capture) throws IOException {
    BufferedInputStream once = new BufferedInputStream(capture);
    once.mark(MAGIC);
    try (CaptureFile file = CaptureFile.open(() -> again(once))) {
      Packet packet = new Packet();
      while (file.next(packet)) {
        count(packet);
      }
    }
  }

  private static InputStream again(BufferedInputStream once) throws IOException {
    once.reset();
    return new FilterInputStream(once) {
      @Override
      public void close() {
        // The capture is closed by whoever opened it.
      }
    };
  }

  private void count(Packet packet) {
    LinkLayer.parse(packet);
    boolean ip = IpLayer.parse(packet);
    boolean network = ip ? isNetwork(packet) : isArp(packet);
    boolean contact = ip && isContact(packet);
    synchronized (this) {
      heard =
          new Heard(
              heard.frames() + 1,
              heard.network() + (network ? 1 : 0),
              heard.contacts() + (contact ? 1 : 0));
    }
  }

  private static boolean isArp(Packet packet) {
    int type = packet.start + ETHER_TYPE;
    return type + 2 <= packet.end && Octets.u16(packet.data, type) == ARP;
  }

  private static boolean isNetwork(Packet packet) {
    boolean udp = packet.protocol == IpLayer.UDP;
    if (packet.protocol == IpLayer.ICMPV6 && packet.payload < packet.payloadEnd) {
      int type = Octets.u8(packet.data, packet.payload);
      return type >= ROUTER_SOLICITATION && type <= NEIGHBOUR_ADVERTISEMENT;
    }
    return udp && (packet.targetPort == DHCP_SERVER || packet.targetPort == DHCP6_SERVER);
  }

  private boolean isContact(Packet packet) {
    if (!(ready instanceof Ready.Contact contact)) {
      return false;
    }
    Host host = contact.host();
    return host instanceof IpAddress address
        ? packet.targetHigh == Addresses.high(address) && packet.targetLow == Addresses.low(address)
        : asks(packet, ((DnsName) host).text());
  }

  /** Over UDP, which every device uses first. */
  private static boolean asks(Packet packet, String name) {
    if (packet.protocol != IpLayer.UDP || packet.targetPort != DNS) {
      return false;
    }
    DnsMessage message = DnsMessage.parse(packet.data, packet.payload + 8, packet.payloadEnd);
    String asked = message == null ? null : message.question();
    return asked != null && (asked.equals(name) || asked.endsWith("." + name));
  }
}
