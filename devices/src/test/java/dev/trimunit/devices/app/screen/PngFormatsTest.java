// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to write a PNG file gives the pixels that the JDK's own reader gives. */
@Tag("slow")
final class PngFormatsTest {
  private static final int[][] COLOURS_AND_DEPTHS = {
    {0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1}, {3, 2}, {3, 4}, {3, 8},
    {4, 8}, {4, 16}, {6, 8}, {6, 16}
  };

  static Stream<Arguments> ways() {
    return Stream.of(COLOURS_AND_DEPTHS)
        .flatMap(
            kind ->
                IntStream.range(0, 12)
                    .mapToObj(i -> Arguments.of(kind[0], kind[1], i % 2 == 1, i / 2)));
  }

  @ParameterizedTest(name = "colour type {0}, depth {1}, interlaced {2}, filter {3}")
  @MethodSource("ways")
  void pixels_are_the_jdks(int colour, int depth, boolean interlaced, int filter)
      throws IOException {
    Random random = new Random(colour * 1000 + depth * 10 + filter);
    for (int[] size : new int[][] {{1, 1}, {2, 3}, {5, 1}, {9, 8}, {37, 29}, {300, 40}}) {
      PngSample sample = new PngSample(size[0], size[1], colour, depth, interlaced);
      byte[] file = (colour == 3 ? sample.withPalette(random) : sample).file(filter, random);

      assertThat(Png.read(file).pixels()).containsExactly(expected(sample, file));
    }
  }

  @ParameterizedTest(name = "colour type {0}, depth {1}, interlaced {2}, filter {3}")
  @MethodSource("ways")
  void upper_rows_are_those_of_the_whole(int colour, int depth, boolean interlaced, int filter) {
    Random random = new Random(depth);
    PngSample sample = new PngSample(33, 40, colour, depth, interlaced);
    byte[] file = (colour == 3 ? sample.withPalette(random) : sample).file(filter, random);
    Region upper = new Region(0, 0, 33, 11);

    assertThat(Png.readRows(file, 11).crop(upper).sameAs(Png.read(file).crop(upper))).isTrue();
  }

  @ParameterizedTest(name = "colour type {0}, depth {1}, interlaced {2}, filter {3}")
  @MethodSource("ways")
  void the_transparent_colour_is_white(int colour, int depth, boolean interlaced, int filter) {
    if (colour != 0 && colour != 2) {
      return;
    }
    byte[] transparent = new byte[colour == 0 ? 2 : 6];
    PngSample sample = new PngSample(8, 8, colour, depth, interlaced);
    byte[] plain = sample.file(0, new Random(filter));
    byte[] file = sample.with("tRNS", transparent).file(0, new Random(filter));
    int[] black = Png.read(plain).pixels().clone();
    for (int i = 0; i < black.length; i++) {
      black[i] = black[i] == 0 && depth < 16 ? 0xffffff : black[i];
    }
    if (depth < 16) {
      assertThat(Png.read(file).pixels()).containsExactly(black);
    } else {
      assertThat(Png.read(file).pixels()).hasSameSizeAs(black);
    }
  }

  /** From the samples, because the JDK's own pixels go through colour profiles and roundings. */
  private static int[] expected(PngSample sample, byte[] file) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    Raster raster = image.getRaster();
    int[] pixels = new int[sample.width * sample.height];
    for (int i = 0; i < pixels.length; i++) {
      int[] samples = raster.getPixel(i % sample.width, i / sample.width, (int[]) null);
      pixels[i] = pixel(sample, image, samples);
    }
    return pixels;
  }

  private static int pixel(PngSample sample, BufferedImage image, int[] samples) {
    if (image.getColorModel() instanceof IndexColorModel colours
        && sample.colour == PngPixels.PALETTE) {
      return colours.getRGB(samples[0]) & 0xffffff;
    }
    int shift = sample.depth == 16 ? 8 : 0;
    boolean grey = sample.colour == 0 || sample.colour == 4;
    int most = sample.depth < 8 ? (1 << sample.depth) - 1 : 255;
    int red = (samples[0] >> shift) * 255 / most;
    int green = grey ? red : samples[1] >> shift;
    int blue = grey ? red : samples[2] >> shift;
    int opacity = sample.colour < 4 ? 255 : samples[samples.length - 1] >> shift;
    return over(red, opacity) << 16 | over(green, opacity) << 8 | over(blue, opacity);
  }

  private static int over(int level, int opacity) {
    return 255 - (255 - level) * opacity / 255;
  }
}
