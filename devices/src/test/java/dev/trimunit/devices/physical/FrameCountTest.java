// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.physical.Ear.Heard;
import dev.trimunit.engine.model.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What is counted of the frames that are heard. */
final class FrameCountTest {
  private static final MacAddress DEVICE = MacAddress.parse("02:00:5e:00:53:0a");
  private static final MacAddress GATEWAY = MacAddress.parse("02:00:5e:00:53:01");
  private static final IpAddress HERE = IpAddress.parse("192.168.50.20");
  private static final IpAddress ROUTER = IpAddress.parse("192.168.50.1");
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.10");

  private static Heard count(String ready, byte[]... frames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapWriter writer = new PcapWriter(bytes)) {
      for (byte[] frame : List.of(frames)) {
        writer.write(Instant.EPOCH, frame);
      }
    }
    FrameCount count = new FrameCount(Ready.parse(ready));
    count.read(new ByteArrayInputStream(bytes.toByteArray()));
    return count.heard();
  }

  private static byte[] udp(IpAddress to, int port, byte[] payload) {
    return Frames.udp(DEVICE, GATEWAY, HERE, to, 40_000, port, payload);
  }

  private static byte[] asks(String name) throws TextParseException {
    Record question = Record.newRecord(Name.fromString(name), Type.A, DClass.IN);
    return udp(ROUTER, 53, Message.newQuery(question).toWire());
  }

  @Test
  void requests_for_an_address_and_words_of_arp_say_that_it_is_in_the_network() throws IOException {
    byte[] arp = Frames.ethernet(DEVICE, MacAddress.BROADCAST, 0x0806, new byte[28]);
    assertThat(count("dhcp", udp(ROUTER, 67, new byte[240]), arp, udp(CLOUD, 123, new byte[48])))
        .isEqualTo(new Heard(3, 2, 0));
  }

  @Test
  void a_question_for_the_name_or_one_below_it_is_a_contact() throws IOException {
    Heard heard =
        count(
            "contact vendor.test",
            asks("vendor.test."),
            asks("API.vendor.test."),
            asks("othervendor.test."),
            udp(ROUTER, 53, new byte[] {1, 2, 3}));
    assertThat(heard).isEqualTo(new Heard(4, 0, 2));
  }

  @Test
  void whatever_is_sent_to_the_address_is_a_contact() throws IOException {
    assertThat(
            count(
                "contact 203.0.113.10",
                udp(CLOUD, 123, new byte[48]),
                udp(ROUTER, 123, new byte[48])))
        .isEqualTo(new Heard(2, 0, 1));
  }
}
