// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE_IP;
import static dev.trimunit.devices.capture.Scene.GATEWAY_IP;
import static dev.trimunit.devices.capture.Scene.ip;

import dev.trimunit.devices.capture.dhcp.DhcpRequest;
import dev.trimunit.devices.capture.dhcp.DhcpRequests;
import dev.trimunit.devices.capture.file.CaptureException;
import dev.trimunit.devices.capture.packet.Frames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The reader of requests for addresses: what a device sends to port 67, and a whole capture. */
public final class DhcpFuzzer {
  private static final int LONGEST_TEXT = 80;
  private static final int LONGEST_PAYLOAD = 1_400;

  private DhcpFuzzer() {}

  public static void fuzzerTestOneInput(byte[] octets) {
    read(octets);
    read(sent(octets));
  }

  private static void read(byte[] capture) {
    try {
      DhcpRequests.read(new ByteArrayInputStream(capture), DhcpFuzzer::check);
    } catch (CaptureException refused) {
      // A sentence, as it should be.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These texts come to consoles. */
  private static void check(DhcpRequest request) {
    for (String text : new String[] {request.hostName(), request.vendorClass()}) {
      if (!text.matches("[ -~]{0," + LONGEST_TEXT + "}")) {
        throw new IllegalStateException("Not printable, or too long: " + text);
      }
    }
  }

  private static byte[] sent(byte[] payload) {
    byte[] some = Arrays.copyOf(payload, Math.min(payload.length, LONGEST_PAYLOAD));
    return new Scene()
        .frame(Frames.udp(Scene.DEVICE, Scene.GATEWAY, ip(DEVICE_IP), ip(GATEWAY_IP), 68, 67, some))
        .pcap();
  }

  /** Where fuzzing starts: a request, and a capture of it. */
  public static byte[][] seeds() {
    byte[] request = request();
    return new byte[][] {request, sent(request)};
  }

  private static byte[] request() {
    ByteBuffer request = ByteBuffer.allocate(300);
    request.put(new byte[] {1, 1, 6, 0}).position(28);
    request.put(new byte[] {2, 0, 0x5e, 0, 0x53, 10}).position(236);
    request.putInt(0x63825363).put(new byte[] {53, 1, 1, 0});
    byte[] name = "Living Room Bulb".getBytes(StandardCharsets.US_ASCII);
    request.put((byte) 12).put((byte) name.length).put(name);
    byte[] vendor = "udhcp 1.36.1".getBytes(StandardCharsets.US_ASCII);
    request.put((byte) 60).put((byte) vendor.length).put(vendor).put((byte) 255);
    return request.array();
  }
}
