// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class PngTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 200, 300, 5000})
  void what_is_written_is_read_by_us_and_by_the_jdk(int colours) throws IOException {
    Picture picture = noise(83, 61, colours);
    byte[] file = PngWriter.write(picture);

    assertThat(Png.read(file).sameAs(picture)).isTrue();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(pixels(image)).containsExactly(picture.pixels());
  }

  @ParameterizedTest
  @CsvSource({
    "1, false",
    "1, true",
    "5, false",
    "5, true",
    "6, true",
    "10, false",
    "10, true",
    "11, false",
    "11, true",
    "12, false",
    "12, true",
    "13, true",
  })
  void what_the_jdk_writes_is_read(int type, boolean interlaced) throws IOException {
    BufferedImage image = new BufferedImage(37, 29, type);
    Random random = new Random(type);
    for (int y = 0; y < 29; y++) {
      for (int x = 0; x < 37; x++) {
        image.setRGB(x, y, 0xff000000 | (x * 6 << 16 | y * 8 << 8 | random.nextInt(256)));
      }
    }
    Picture read = Png.read(jdk(image, interlaced));
    if (type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_USHORT_GRAY) {
      // The JDK's own pixels of a grey picture went through a colour profile: compare its samples.
      int[] samples = image.getRaster().getSamples(0, 0, 37, 29, 0, (int[]) null);
      int shift = type == BufferedImage.TYPE_USHORT_GRAY ? 8 : 0;
      assertThat(Arrays.stream(read.pixels()).map(rgb -> rgb & 255))
          .containsExactly(
              Arrays.stream(samples).map(s -> s >> shift).boxed().toArray(Integer[]::new));
    } else {
      assertThat(read.pixels()).containsExactly(pixels(image));
    }
  }

  @Test
  void what_is_transparent_lies_on_white() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0x80000000);
    Picture read = Png.read(jdk(image, false));
    assertThat(read.rgb(0, 0)).isEqualTo(0xffffff);
    assertThat(read.rgb(1, 0)).isEqualTo(0x7f7f7f);
  }

  @Test
  void the_upper_rows_alone_can_be_read() {
    Picture picture = noise(40, 40, 5000);
    Picture upper = Png.readRows(PngWriter.write(picture), 10);
    Region rows = new Region(0, 0, 40, 10);
    assertThat(upper.crop(rows).sameAs(picture.crop(rows))).isTrue();
    assertThat(upper.rgb(0, 10)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"100000, 100000", "2147483647, 2147483647", "-1, -1", "33177601, 1", "0, 10"})
  void a_huge_picture_is_refused_before_it_is_decompressed(int width, int height) {
    byte[] file = PngWriter.write(noise(4, 4, 3));
    ByteBuffer.wrap(file).putInt(16, width).putInt(20, height);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.read(file))
        .withMessageStartingWith("a picture of ")
        .withMessageEndingWith("at most 20,000 a side and 33,177,600 in all are read");
  }

  @Test
  void a_decompression_bomb_costs_no_more_than_its_pixels() {
    byte[] zeros = deflate(new byte[64 << 20]);
    byte[] file = insert(PngWriter.write(noise(8, 8, 3)), "IDAT", zeros);
    byte[] text = insert(PngWriter.write(noise(8, 8, 3)), "zTXt", zeros);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          // The 64 MB stand before the real pixels, and only 72 bytes of them are asked for.
          assertThat(Png.read(file).width()).isEqualTo(8);
          assertThat(Png.read(text).width()).isEqualTo(8);
        });
  }

  @Test
  void damage_is_an_illegal_argument_and_nothing_else() {
    byte[] good = PngWriter.write(noise(60, 50, 5000));
    Random random = new Random(4);
    for (int round = 0; round < 3000; round++) {
      byte[] bad = Arrays.copyOf(good, round % 3 == 0 ? random.nextInt(good.length) : good.length);
      for (int change = 0; change < 1 + round % 5 && bad.length > 0; change++) {
        bad[random.nextInt(Math.min(bad.length, round % 2 == 0 ? 60 : bad.length))] =
            (byte) random.nextInt();
      }
      try {
        Png.read(bad);
      } catch (IllegalArgumentException expected) {
        assertThat(expected).hasMessageMatching("[ -~]+");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "GIF89a", "<html><script>alert(1)</script>", "\u0089PNG"})
  void what_is_no_picture_says_what_it_is(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.read(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
        .withMessageStartingWith("no PNG file: it begins with ");
  }

  @Test
  void scaling_keeps_plain_colours_and_means_fine_ones() {
    int[] stripes = new int[100 * 100];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = i % 2 == 0 ? 0xffffff : 0;
    }
    Picture half = new Picture(100, 100, stripes).scaled(50, 50);
    assertThat(half.pixels()).containsOnly(0x808080);
    Picture plain = new Picture(3, 3, new int[] {7, 7, 7, 7, 7, 7, 7, 7, 7}).scaled(10, 20);
    assertThat(plain.pixels()).containsOnly(7).hasSize(200);
  }

  static Picture noise(int width, int height, int colours) {
    Random random = new Random(colours);
    int[] palette = random.ints(colours, 0, 1 << 24).toArray();
    return new Picture(
        width, height, random.ints(width * height, 0, colours).map(i -> palette[i]).toArray());
  }

  private static int[] pixels(BufferedImage image) {
    int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(argb).map(pixel -> pixel & 0xffffff).toArray();
  }

  private static byte[] jdk(BufferedImage image, boolean interlaced) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(
        interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    }
    writer.dispose();
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(9);
    deflater.setInput(data);
    deflater.finish();
    byte[] out = new byte[1 << 20];
    return Arrays.copyOf(out, deflater.deflate(out));
  }

  /** A chunk in front of the first pixels. */
  private static byte[] insert(byte[] png, String type, byte[] content) {
    int at = new String(png, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("IDAT") - 4;
    ByteBuffer out = ByteBuffer.allocate(png.length + content.length + 12);
    out.put(png, 0, at)
        .putInt(content.length)
        .put(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return out.put(content).putInt(0).put(png, at, png.length - at).array();
  }
}
