// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.dhcp;

import dev.trimunit.devices.capture.file.CaptureFile;
import dev.trimunit.devices.capture.packet.LinkLayer;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Requests for addresses in a capture that is still being written. */
public final class DhcpRequests {
  private static final int UDP = 17;
  private static final int SERVER_PORT = 67;
  private static final int MAGIC = 2;

  private DhcpRequests() {}

  /** Reads until the stream ends and hands over each request when it has come. */
  public static void read(InputStream capture, Consumer<DhcpRequest> heard) throws IOException {
    BufferedInputStream once = new BufferedInputStream(capture);
    once.mark(MAGIC);
    try (CaptureFile file = CaptureFile.open(() -> again(once))) {
      Packet packet = new Packet();
      while (file.next(packet)) {
        LinkLayer.parse(packet);
        read(packet, heard);
      }
    }
  }

  /** From the start; whoever has looked at the first octets may close what he had. */
  private static InputStream again(BufferedInputStream once) throws IOException {
    once.reset();
    return new FilterInputStream(once) {
      @Override
      public void close() {
        // The capture is closed by whoever opened it.
      }
    };
  }

  private static void read(Packet packet, Consumer<DhcpRequest> heard) {
    byte[] data = packet.data;
    int ip = packet.ip;
    boolean udp =
        ip >= 0
            && ip + 28 < packet.end
            && (data[ip] & 0xf0) == 0x40
            && data[ip + 9] == UDP
            && ((data[ip + 6] & 0x3f) | data[ip + 7]) == 0;
    int payload = udp ? ip + 4 * (data[ip] & 0x0f) + 8 : packet.end;
    if (payload < packet.end && Octets.u16(data, payload - 6) == SERVER_PORT) {
      DhcpRequest.read(data, payload, packet.end).ifPresent(heard);
    }
  }
}
