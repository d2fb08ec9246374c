// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;

/** What phone and device say to each other inside the device's network; no destination. */
final class LanTalk {
  private static final int PORT = 9_999;
  private static final byte[] NOTHING = {};
  private final World world;
  private final Link link;

  LanTalk(World world, Link link) {
    this.world = world;
    this.link = link;
  }

  /** A short connection from the phone to the device. */
  void exchange() {
    int port = world.dice().between(32_768, 60_999);
    long phone = world.dice().between(0, Integer.MAX_VALUE - 1);
    long device = world.dice().between(0, Integer.MAX_VALUE - 1);
    toDevice(port, Frames.SYN, phone, 0, NOTHING);
    toPhone(port, Frames.SYN | Frames.ACK, device, phone + 1, NOTHING);
    toDevice(port, Frames.ACK, phone + 1, device + 1, NOTHING);
    toDevice(port, Frames.PSH | Frames.ACK, phone + 1, device + 1, world.dice().octets(60));
    toPhone(port, Frames.PSH | Frames.ACK, device + 1, phone + 61, world.dice().octets(90));
    toDevice(port, Frames.FIN | Frames.ACK, phone + 61, device + 91, NOTHING);
    toPhone(port, Frames.FIN | Frames.ACK, device + 91, phone + 62, NOTHING);
    toDevice(port, Frames.ACK, phone + 62, device + 92, NOTHING);
  }

  private void toDevice(int port, int flags, long seq, long ack, byte[] payload) {
    MacAddress mac = link.addresses().deviceMac();
    IpAddress ip = link.addresses().deviceIpv4();
    link.local(
        Frames.tcp(
            Addresses.PHONE_MAC, mac, Addresses.PHONE, ip, port, PORT, flags, seq, ack, payload));
  }

  private void toPhone(int port, int flags, long seq, long ack, byte[] payload) {
    MacAddress mac = link.addresses().deviceMac();
    IpAddress ip = link.addresses().deviceIpv4();
    link.local(
        Frames.tcp(
            mac, Addresses.PHONE_MAC, ip, Addresses.PHONE, PORT, port, flags, seq, ack, payload));
  }
}
