// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.capture.file.CaptureException;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptureFilesTest {
  private static final String EXPECTED = "203.0.113.7:123/udp 1/0";
  private static final byte[] FRAME =
      Frames.udp(
          Scene.DEVICE,
          Scene.GATEWAY,
          Scene.ip(Scene.DEVICE_IP),
          Scene.ip("203.0.113.7"),
          5000,
          123,
          new byte[48]);

  private static ByteBuffer buffer(boolean little) {
    return ByteBuffer.allocate(4096).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  private static byte[] content(ByteBuffer buffer) {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @ParameterizedTest
  @CsvSource({
    "a1b2c3d4,true,1000,0",
    "a1b2c3d4,false,1000,0",
    "a1b23c4d,true,1,0",
    "a1b23c4d,false,1,0",
    "a1b2cd34,true,1000,8",
    "a1b2cd34,false,1000,8"
  })
  void pcap_of_each_byte_order_and_resolution(String magic, boolean little, int unit, int extra) {
    ByteBuffer file = buffer(little);
    file.putInt(Integer.parseUnsignedInt(magic, 16)).putShort((short) 2).putShort((short) 4);
    file.putLong(0).putInt(65_535).putInt(1);
    file.putInt(1_767_225_600).putInt(500_000_000 / unit).putInt(FRAME.length).putInt(FRAME.length);
    file.put(new byte[extra]).put(FRAME);
    CaptureSummary read = Scene.read(content(file));
    assertThat(Scene.destinations(read)).containsExactly(EXPECTED);
    assertThat(read.hosts().get(0).destinations().get(0).first())
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.5Z"));
  }

  private static ByteBuffer block(ByteBuffer file, int type, byte[] body) {
    int length = 12 + (body.length + 3) / 4 * 4;
    file.putInt(type).putInt(length).put(body).put(new byte[length - 12 - body.length]);
    return file.putInt(length);
  }

  private static void section(ByteBuffer file, boolean little) {
    block(file, 0x0a0d0d0a, content(buffer(little).putInt(0x1a2b3c4d).putInt(1).putLong(-1)));
  }

  private static void face(ByteBuffer file, boolean little, int link, int resolution) {
    ByteBuffer body = buffer(little).putShort((short) link).putShort((short) 0).putInt(0);
    body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]).putInt(0);
    block(file, 1, content(body));
  }

  private static void enhanced(ByteBuffer file, boolean little, int face, long time, byte[] frame) {
    ByteBuffer body = buffer(little).putInt(face).putInt((int) (time >>> 32)).putInt((int) time);
    block(file, 6, content(body.putInt(frame.length).putInt(frame.length).put(frame)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pcapng_with_several_sections_interfaces_and_kinds_of_block(boolean little) {
    ByteBuffer file = buffer(little);
    section(file, little);
    face(file, little, 1, 9);
    face(file, little, 101, 6);
    enhanced(file, little, 0, 1_767_225_600_000_000_001L, FRAME);
    enhanced(file, little, 1, 1_767_225_600_000_000L, Arrays.copyOfRange(FRAME, 14, FRAME.length));
    block(file, 0x0bad, new byte[20]);
    block(file, 3, content(buffer(little).putInt(FRAME.length).put(FRAME)));
    ByteBuffer old = buffer(little).putShort((short) 0).putShort((short) 1).putLong(0);
    block(file, 2, content(old.putInt(FRAME.length).putInt(FRAME.length).put(FRAME)));
    ByteBuffer statistics = buffer(little).putInt(0).putLong(0);
    statistics.putShort((short) 5).putShort((short) 8).putLong(17).putInt(0);
    block(file, 5, content(statistics));
    ByteBuffer other = file.slice().order(little ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    section(other, !little);
    face(other, !little, 1, 6);
    enhanced(other, !little, 0, 5, FRAME);
    CaptureSummary read =
        Scene.read(Arrays.copyOf(file.array(), file.position() + other.position()));
    assertThat(Scene.destinations(read)).containsExactly("203.0.113.7:123/udp 5/0");
    assertThat(read.dropped()).isEqualTo(17);
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void a_block_that_ends_as_another_is_damage() {
    ByteBuffer file = buffer(true);
    section(file, true);
    face(file, true, 1, 6);
    enhanced(file, true, 0, 5, FRAME);
    enhanced(file, true, 0, 5, FRAME);
    file.putInt(file.position() - 4, 28);
    CaptureSummary read = Scene.read(content(file));
    assertThat(read.counts().packets()).isEqualTo(1);
    assertThat(read.notes()).singleElement().asString().contains("is damaged");
  }

  @ParameterizedTest
  @CsvSource({"9, 1500000000, 0, 1.5", "138, 1536, 7, 8.5", "3, 1500, -1, 0.5", "0, 3, 0, 3"})
  void an_interface_has_its_own_clock(int resolution, long time, long offset, double expected) {
    ByteBuffer file = buffer(true);
    section(file, true);
    ByteBuffer body = buffer(true).putShort((short) 1).putShort((short) 0).putInt(0);
    body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
    body.putShort((short) 14).putShort((short) 8).putLong(offset).putInt(0);
    block(file, 1, content(body));
    enhanced(file, true, 0, time, FRAME);
    assertThat(Scene.read(content(file)).hosts().get(0).destinations().get(0).first())
        .isEqualTo(Instant.ofEpochMilli((long) (expected * 1000)));
  }

  @Test
  void gzip_is_unpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new Scene().frame(FRAME).pcap());
    }
    assertThat(Scene.destinations(Scene.read(packed.toByteArray()))).containsExactly(EXPECTED);
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
    assertThat(Scene.read(cut).notes()).isNotEmpty();
  }

  @Test
  void a_file_cut_anywhere_is_read_to_its_last_whole_record() {
    byte[] file = new Scene().frame(FRAME).frame(FRAME).pcap();
    for (int length = 24; length < file.length; length++) {
      CaptureSummary read = Scene.read(Arrays.copyOf(file, length));
      int whole = (length - 24) / (16 + FRAME.length);
      assertThat(read.counts().packets()).isEqualTo(whole);
      assertThat(read.notes()).hasSize((length - 24) % (16 + FRAME.length) == 0 ? 0 : 1);
    }
  }

  @Test
  void a_record_that_claims_too_much_ends_the_reading() {
    byte[] file = new Scene().frame(FRAME).frame(FRAME).pcap();
    Octets.put32(file, 24 + 16 + FRAME.length + 8, 0x7fff_ffff);
    CaptureSummary read = Scene.read(file);
    assertThat(read.counts().packets()).isEqualTo(1);
    assertThat(read.notes()).singleElement().asString().contains("2147483647");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "PK\u0003\u0004 a zip", "%PDF-1.7 not a capture at all"})
  void a_file_that_is_no_capture_is_refused_with_a_sentence(String content) {
    assertThatThrownBy(
            () -> Scene.read(content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("is no capture");
  }
}
