// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How a device joins its network: DHCP, ARP, and neighbour discovery if it speaks IPv6. */
final class LocalNetwork {
  private static final int DISCOVER = 1;
  private static final int OFFER = 2;
  private static final int REQUEST = 3;
  private static final int ACK = 5;
  private static final Duration STEP = Duration.ofMillis(8);
  private static final byte[] NOTHING = {};

  private final DeviceTime time;
  private final Link link;
  private final String hostName;
  private final boolean ipv6;
  private final Duration lease;

  /**
   * @param lease how long its address is good for
   */
  LocalNetwork(DeviceTime time, Link link, String hostName, boolean ipv6, Duration lease) {
    this.lease = lease;
    this.time = time;
    this.link = link;
    this.hostName = hostName;
    this.ipv6 = ipv6;
  }

  /** Joins, and says when the device can talk. */
  void join(Runnable joined) {
    byte[] transaction = time.dice().octets(4);
    dhcp(DISCOVER, transaction);
    time.after(
        STEP,
        () -> {
          dhcp(OFFER, transaction);
          dhcp(REQUEST, transaction);
        });
    time.after(
        STEP.multipliedBy(2),
        () -> {
          dhcp(ACK, transaction);
          arp();
          if (ipv6) {
            neighbours();
          }
          joined.run();
        });
  }

  /** Asks to keep the address. */
  void renew() {
    byte[] transaction = time.dice().octets(4);
    dhcp(REQUEST, transaction);
    time.after(STEP, () -> dhcp(ACK, transaction));
  }

  private void arp() {
    MacAddress mac = link.addresses().deviceMac();
    IpAddress ip = link.addresses().deviceIpv4();
    link.local(Frames.arp(true, mac, ip, MacAddress.BROADCAST, Addresses.GATEWAY));
    link.local(Frames.arp(false, Addresses.GATEWAY_MAC, Addresses.GATEWAY, mac, ip));
  }

  private void neighbours() {
    IpAddress router = IpAddress.parse("fe80::1");
    MacAddress mac = link.addresses().deviceMac();
    IpAddress ip = link.addresses().deviceIpv6();
    link.local(
        Frames.icmp(mac, Addresses.GATEWAY_MAC, ip, router, 135, 0, neighbour(0, router, 1, mac)));
    link.local(
        Frames.icmp(
            Addresses.GATEWAY_MAC,
            mac,
            router,
            ip,
            136,
            0,
            neighbour(0xe000_0000, router, 2, Addresses.GATEWAY_MAC)));
  }

  private static byte[] neighbour(int flags, IpAddress target, int option, MacAddress mac) {
    ByteBuffer body = ByteBuffer.allocate(4 + 16 + 8).putInt(flags).put(target.octets());
    return body.put((byte) option).put((byte) 1).put(mac.octets()).array();
  }

  private void dhcp(int type, byte[] transaction) {
    boolean fromDevice = type == DISCOVER || type == REQUEST;
    MacAddress mac = link.addresses().deviceMac();
    byte[] message = message(type, fromDevice, transaction);
    link.local(
        fromDevice
            ? Frames.udp(
                mac, MacAddress.BROADCAST, Addresses.NONE, Addresses.BROADCAST, 68, 67, message)
            : Frames.udp(
                Addresses.GATEWAY_MAC,
                mac,
                Addresses.GATEWAY,
                link.addresses().deviceIpv4(),
                67,
                68,
                message));
  }

  /** RFC 2131. */
  private byte[] message(int type, boolean fromDevice, byte[] transaction) {
    ByteBuffer message = ByteBuffer.allocate(300);
    message.put((byte) (fromDevice ? 1 : 2)).put((byte) 1).put((byte) 6).put((byte) 0);
    message.put(transaction).putInt(0).putInt(0);
    message.put((fromDevice ? Addresses.NONE : link.addresses().deviceIpv4()).octets());
    message.put((fromDevice ? Addresses.NONE : Addresses.GATEWAY).octets()).putInt(0);
    message.put(link.addresses().deviceMac().octets());
    message.position(236).putInt(0x6382_5363);
    option(message, 53, new byte[] {(byte) type});
    if (fromDevice) {
      option(message, 12, hostName.getBytes(StandardCharsets.US_ASCII));
      option(message, 55, new byte[] {1, 3, 6, 51});
    } else {
      option(message, 1, new byte[] {-1, -1, -1, 0});
      option(message, 3, Addresses.GATEWAY.octets());
      option(message, 6, Addresses.GATEWAY.octets());
      option(message, 51, ByteBuffer.allocate(4).putInt((int) lease.toSeconds()).array());
    }
    option(message, 255, NOTHING);
    return message.array();
  }

  private static void option(ByteBuffer message, int code, byte[] value) {
    message.put((byte) code);
    if (code != 255) {
      message.put((byte) value.length).put(value);
    }
  }
}
