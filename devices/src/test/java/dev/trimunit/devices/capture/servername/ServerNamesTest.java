// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.servername;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerNamesTest {

  private static Sighting stream(byte[] data) {
    return ServerNames.inStream(data, 0, data.length);
  }

  private static Sighting stream(String text) {
    return stream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_client_hello_tells_once_its_name_is_there() {
    byte[] hello = HelloBytes.tlsRecord("API.Example");
    assertThat(stream(hello)).isEqualTo(Sighting.named("TLS", "api.example"));
    for (int length = 3; length < hello.length; length++) {
      assertThat(stream(Arrays.copyOf(hello, length)).incomplete()).isTrue();
    }
  }

  @Test
  void a_client_hello_in_several_records() {
    byte[] message = HelloBytes.message("split.example");
    ByteBuffer out = ByteBuffer.allocate(512);
    for (int at = 0; at < message.length; at += 30) {
      int length = Math.min(30, message.length - at);
      out.put(new byte[] {22, 3, 1}).putShort((short) length).put(message, at, length);
    }
    assertThat(stream(Arrays.copyOf(out.array(), out.position())).name())
        .isEqualTo("split.example");
  }

  @Test
  void quic_initials_are_opened_and_their_frames_put_in_order() {
    byte[] datagram = HelloBytes.quicInitial("quic.example");
    assertThat(ServerNames.inDatagram(datagram, 0, datagram.length))
        .isEqualTo(Sighting.more("QUIC"));
    assertThat(new QuicHello().read(datagram, 0, datagram.length))
        .isEqualTo(Sighting.named("QUIC", "quic.example"));
    datagram[700] ^= 1;
    assertThat(new QuicHello().read(datagram, 0, datagram.length)).isEqualTo(Sighting.more("QUIC"));
  }

  @Test
  void google_s_quic_shows_its_name_in_the_clear() {
    ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x09)
        .putLong(1)
        .put("Q043".getBytes(StandardCharsets.US_ASCII))
        .put(new byte[14]);
    out.put("CHLO".getBytes(StandardCharsets.US_ASCII)).putInt(1);
    out.put(new byte[] {'S', 'N', 'I', 0})
        .putInt(9)
        .put("g.example".getBytes(StandardCharsets.US_ASCII));
    assertThat(ServerNames.inDatagram(out.array(), 0, out.position()))
        .isEqualTo(Sighting.named("QUIC", "g.example"));
  }

  @Test
  void dtls() {
    byte[] message = HelloBytes.message("d.example");
    ByteBuffer out = ByteBuffer.allocate(512);
    out.put(new byte[] {22, (byte) 0xfe, (byte) 0xfd})
        .put(new byte[10])
        .put(message, 0, 4)
        .put(new byte[8]);
    out.put(message, 4, 35).put((byte) 0).put(message, 39, message.length - 39);
    assertThat(ServerNames.inDatagram(out.array(), 0, out.position()))
        .isEqualTo(Sighting.named("DTLS", "d.example"));
  }

  @Test
  void http_requests_with_and_without_host() {
    assertThat(stream("GET / HTTP/1.1\r\nhost:  WWW.Example:8080 \r\n\r\n"))
        .isEqualTo(Sighting.named("HTTP", "www.example"));
    assertThat(stream("POST /x HTTP/1.0\r\n\r\nHost: body.example\r\n"))
        .isEqualTo(Sighting.of("HTTP"));
    assertThat(stream("GET / HTTP/1.1\r\nHost: www.exam")).isEqualTo(Sighting.more("HTTP"));
    assertThat(stream("OPTIONS rtsp://x/ RTSP/1.0\r\nHost: x\r\n\r\n"))
        .isEqualTo(Sighting.of("RTSP"));
  }

  @ParameterizedTest
  @CsvSource({"'evil\u001b[31m.example'", "'tab\there'", "'back\\slash'", "'\u00e9.example'"})
  void names_with_odd_characters_are_not_names(String host) {
    assertThat(stream("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").name()).isEmpty();
  }

  @Test
  void other_protocols() {
    assertThat(stream("SSH-2.0-x\r\n").protocol()).isEqualTo("SSH");
    assertThat(
            stream(new byte[] {0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 0}).protocol())
        .isEqualTo("MQTT");
    assertThat(stream(new byte[] {23, 3, 3, 0, 9}).protocol()).isEqualTo("TLS");
    assertThat(stream("\u0000\u0001\u0002")).isEqualTo(Sighting.NOTHING);
  }
}
