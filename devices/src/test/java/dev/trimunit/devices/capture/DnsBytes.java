// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.engine.model.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** DNS messages octet by octet, sound ones and others. */
public final class DnsBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int id;
  private final int flags;
  private int questions;
  private int answers;
  private int additional;

  private DnsBytes(int id, int flags) {
    this.id = id;
    this.flags = flags;
  }

  public static DnsBytes query(int id, String name, int type) {
    return new DnsBytes(id, 0x0100).question(name, type);
  }

  public static DnsBytes answer(int id, String name, int type) {
    return new DnsBytes(id, 0x8180).question(name, type);
  }

  public static DnsBytes answer(int id, String name, int type, int rcode) {
    return new DnsBytes(id, 0x8180 | rcode).question(name, type);
  }

  public DnsBytes question(String name, int type) {
    questions++;
    name(name).u16(type).u16(1);
    return this;
  }

  public DnsBytes address(String owner, String address) {
    byte[] octets = IpAddress.parse(address).octets();
    return record(owner, octets.length == 4 ? 1 : 28, octets);
  }

  public DnsBytes alias(String owner, String target) {
    return record(owner, 5, nameOctets(target));
  }

  public DnsBytes record(String owner, int type, byte[] data) {
    answers++;
    name(owner).u16(type).u16(1).u16(0).u16(60).u16(data.length).raw(data);
    return this;
  }

  /** An address record in the additional section; after those of the answer. */
  public DnsBytes additional(String owner, String address) {
    address(owner, address);
    answers--;
    additional++;
    return this;
  }

  /** One more record that the header counts; its octets are the caller's. */
  public DnsBytes rawRecord(int... octets) {
    answers++;
    for (int octet : octets) {
      out.write(octet);
    }
    return this;
  }

  private DnsBytes name(String name) {
    return raw(nameOctets(name));
  }

  static byte[] nameOctets(String name) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String label : name.isEmpty() ? new String[0] : name.split("\\.")) {
      octets.write(label.length());
      octets.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
    }
    octets.write(0);
    return octets.toByteArray();
  }

  private DnsBytes u16(int value) {
    out.write(value >>> 8);
    out.write(value);
    return this;
  }

  private DnsBytes raw(byte[] octets) {
    out.writeBytes(octets);
    return this;
  }

  public byte[] bytes() {
    byte[] message = new byte[12 + out.size()];
    Octets.put16(message, 0, id);
    Octets.put16(message, 2, flags);
    Octets.put16(message, 4, questions);
    Octets.put16(message, 6, answers);
    Octets.put16(message, 10, additional);
    System.arraycopy(out.toByteArray(), 0, message, 12, out.size());
    return message;
  }
}
