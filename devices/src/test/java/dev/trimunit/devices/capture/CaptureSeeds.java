// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE_IP;
import static dev.trimunit.devices.capture.Scene.GATEWAY_IP;
import static dev.trimunit.devices.capture.Scene.ip;
import static dev.trimunit.devices.capture.packet.Frames.ACK;
import static dev.trimunit.devices.capture.packet.Frames.SYN;

import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.servername.HelloBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Small captures that touch every part of the reader: where fuzzing starts. */
final class CaptureSeeds {
  private static final String SERVER = "203.0.113.7";

  private CaptureSeeds() {}

  static byte[][] all() {
    byte[] whole = everything().pcap();
    return new byte[][] {whole, gzip(whole), linkTypes(), pcapng(everything().pcap())};
  }

  static Scene everything() {
    Scene scene = new Scene().resolve("api.example", SERVER, "203.0.113.8");
    scene.ask(7, "www.example", 28);
    scene.answer(
        DnsBytes.answer(7, "www.example", 28)
            .alias("www.example", "c.example")
            .address("c.example", "2001:db8::7"));
    scene.tcp(DEVICE_IP, 50_000, SERVER, 443, SYN).tcp(SERVER, 443, DEVICE_IP, 50_000, SYN | ACK);
    byte[] hello = HelloBytes.tlsRecord("api.example");
    scene.tcp(DEVICE_IP, 50_000, SERVER, 443, ACK, 101, Arrays.copyOf(hello, 40));
    scene.tcp(
        DEVICE_IP, 50_000, SERVER, 443, ACK, 141, Arrays.copyOfRange(hello, 40, hello.length));
    scene.tcp(
        DEVICE_IP,
        50_001,
        SERVER,
        80,
        ACK,
        1,
        "GET / HTTP/1.1\r\nHost: x.example\r\n\r\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    scene.udp(DEVICE_IP, 50_000, SERVER, 443, HelloBytes.quicInitial("quic.example"));
    byte[] query = DnsBytes.query(3, "tcp.example", 1).bytes();
    byte[] framed = new byte[query.length + 2];
    Octets.put16(framed, 0, query.length);
    System.arraycopy(query, 0, framed, 2, query.length);
    scene.tcp(DEVICE_IP, 50_053, GATEWAY_IP, 53, ACK, 1, framed);
    scene.echo(DEVICE_IP, SERVER, true).echo(SERVER, DEVICE_IP, false);
    byte[] datagram = Arrays.copyOfRange(udp(200), 34, 34 + 208);
    byte[] one =
        Frames.ipv4(ip(DEVICE_IP), ip(SERVER), 17, 9, 0x2000, Arrays.copyOf(datagram, 104));
    byte[] two =
        Frames.ipv4(ip(DEVICE_IP), ip(SERVER), 17, 9, 13, Arrays.copyOfRange(datagram, 104, 208));
    scene.frame(Frames.ethernet(Scene.DEVICE, Scene.GATEWAY, Frames.IPV4, two));
    return scene.frame(Frames.ethernet(Scene.DEVICE, Scene.GATEWAY, Frames.IPV4, one));
  }

  private static byte[] udp(int length) {
    return Frames.udp(
        Scene.DEVICE, Scene.GATEWAY, ip(DEVICE_IP), ip(SERVER), 4000, 53, new byte[length]);
  }

  private static byte[] gzip(byte[] file) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] linkTypes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapWriter writer = new PcapWriter(bytes, 127)) {
      byte[] wifi = new byte[8 + 24 + 8 + 60];
      wifi[2] = 8;
      wifi[8] = 8;
      wifi[9] = 1;
      System.arraycopy(new byte[] {(byte) 0xaa, (byte) 0xaa, 3, 0, 0, 0, 8, 0}, 0, wifi, 32, 8);
      System.arraycopy(udp(32), 14, wifi, 40, 60);
      writer.write(Instant.EPOCH, wifi);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The records of a pcap file as enhanced packet blocks. */
  private static byte[] pcapng(byte[] pcap) {
    java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(2 * pcap.length + 256);
    out.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putInt(1).putLong(-1).putInt(28);
    out.putInt(1).putInt(32).putInt(1 << 16).putInt(0);
    out.putShort((short) 9).putShort((short) 1).putInt(9 << 24).putInt(0).putInt(32);
    for (int at = 24; at < pcap.length; ) {
      int length = Octets.s32(pcap, at + 8);
      int padded = length + 3 & ~3;
      out.putInt(6)
          .putInt(32 + padded)
          .putInt(0)
          .putInt(0)
          .putInt(at)
          .putInt(length)
          .putInt(length);
      out.put(pcap, at + 16, length).position(out.position() + padded - length).putInt(32 + padded);
      at += 16 + length;
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
