// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that want more memory than they are worth, by the bytes that reading them takes. */
final class HostilePicturesTest {
  private static final long LITTLE = 1 << 20;
  private static final byte[] BOMB = PngSample.deflate(new byte[64 << 20], 9, 0);

  private static long refused(byte[] file, String sentence) {
    AtomicReference<String> message = new AtomicReference<>("(read)");
    long taken =
        Allocated.by(
            () -> {
              try {
                Png.read(file);
              } catch (IllegalArgumentException e) {
                message.set(e.getMessage());
              }
            });
    assertThat(message.get()).contains(sentence).doesNotContain("(read)").hasSizeLessThan(200);
    return taken;
  }

  @ParameterizedTest
  @CsvSource({
    "100000, 100000, 6, 8, false",
    "100000, 100000, 3, 1, true",
    "2147483647, 1, 0, 1, false",
    "1, 2147483647, 0, 16, true",
    "-1, -1, 2, 8, false",
    "20001, 1, 6, 16, false",
  })
  void a_huge_size_is_refused_before_memory_is_taken(
      int width, int height, int colour, int depth, boolean interlaced) {
    PngSample sample = new PngSample(width, height, colour, depth, interlaced);
    assertThat(refused(sample.file(BOMB), "a picture of ")).isLessThan(LITTLE);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "3, 1", "2, 8", "6, 8", "6, 16"})
  void pixels_that_so_few_bytes_cannot_hold_take_no_memory(int colour, int depth) {
    for (boolean interlaced : new boolean[] {false, true}) {
      PngSample sample = new PngSample(5760, 5760, colour, depth, interlaced);
      sample.with("PLTE", new byte[6]);
      byte[] file = sample.file(PngSample.deflate(new byte[100], 9, 0));
      assertThat(refused(file, "end too early")).isLessThan(LITTLE);
    }
  }

  @Test
  void what_is_packed_beyond_the_pixels_is_never_unpacked() {
    for (boolean interlaced : new boolean[] {false, true}) {
      byte[] file = new PngSample(8, 8, PngPixels.RGB_ALPHA, 8, interlaced).file(BOMB);
      assertThat(Allocated.by(() -> Png.read(file))).isLessThan(LITTLE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iCCP", "iTXt", "tEXt", "eXIf", "iDOT"})
  void what_is_packed_in_other_chunks_is_never_unpacked(String type) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("x\0\0".getBytes(StandardCharsets.ISO_8859_1));
    content.writeBytes(BOMB);
    PngSample sample =
        new PngSample(8, 8, PngPixels.RGB, 8, false).with(type, content.toByteArray());
    byte[] file = sample.file(PngSample.deflate(new byte[8 * 25], 9, 0));
    assertThat(Allocated.by(() -> Png.read(file))).isLessThan(LITTLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 30, 10_000})
  void a_chunk_longer_than_the_file_is_refused(int length) {
    byte[] file = new PngSample(8, 8, PngPixels.RGB, 8, false).file(new byte[300]);
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("IDAT") - 4;
    ByteBuffer.wrap(file).putInt(at, length);
    assertThat(refused(file, "ends within its IDAT chunk")).isLessThan(LITTLE);
  }

  static Stream<Arguments> palettes() {
    byte[] pixels = new byte[8 * 9];
    Arrays.fill(pixels, (byte) 7);
    for (int y = 0; y < 8; y++) {
      pixels[9 * y] = 0;
    }
    byte[] data = PngSample.deflate(pixels, 9, 0);
    return Stream.of(
        Arguments.of("none", new PngSample(8, 8, 3, 8, false).file(data), "without its palette"),
        Arguments.of(
            "too few",
            new PngSample(8, 8, 3, 8, false).with("PLTE", new byte[21]).file(data),
            "a colour that its palette has not"),
        Arguments.of(
            "too many",
            new PngSample(8, 8, 3, 8, false).with("PLTE", new byte[64 << 10]).file(data),
            "PLTE chunk of 65,536 bytes"),
        Arguments.of(
            "too many transparent",
            new PngSample(8, 8, 3, 8, false).with("tRNS", new byte[257]).file(data),
            "tRNS chunk of 257 bytes"),
        Arguments.of(
            "two headers",
            new PngSample(8, 8, 0, 8, false).with("IHDR", new byte[13]).file(data),
            "two headers"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("palettes")
  void a_palette_and_a_header_are_what_they_must_be(String what, byte[] file, String sentence) {
    assertThat(refused(file, sentence)).isLessThan(LITTLE);
  }

  @Test
  void a_hundred_thousand_empty_chunks_cost_a_few_times_the_file() {
    byte[] empty = PngSample.chunk("IDAT", new byte[0]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Png.SIGNATURE);
    out.writeBytes(PngSample.header(8, 8, PngPixels.RGB, 8, 0));
    for (int i = 0; i < 100_000; i++) {
      out.writeBytes(empty);
    }
    byte[] file = out.toByteArray();
    assertThat(refused(file, "")).isLessThan(40L * file.length);
  }
}
