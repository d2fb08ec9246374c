// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What a camera gives, and what is no picture. */
final class PhotoTest {
  private static final int SIDE = 200;

  private static Picture picture(IntSupplier pixel) {
    int[] rgb = new int[SIDE * SIDE];
    Arrays.setAll(rgb, at -> pixel.getAsInt());
    return new Picture(SIDE, SIDE, rgb);
  }

  private static byte[] jpeg(Picture picture) throws IOException {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, picture.width(), picture.height(), picture.pixels(), 0, picture.width());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", out)).isTrue();
    return out.toByteArray();
  }

  /** Half of it is bright. */
  private static Picture scene() {
    int[] rgb = new int[SIDE * SIDE];
    Arrays.fill(rgb, 0, rgb.length / 2, 0xe0c040);
    return new Picture(SIDE, SIDE, rgb);
  }

  @Test
  void a_png_is_taken_as_it_is_and_a_jpeg_is_unpacked() throws IOException {
    byte[] png = PngWriter.write(scene());
    assertThat(Photo.png(png)).isEqualTo(png);

    Picture unpacked = Png.read(Photo.png(jpeg(scene())));
    assertThat(unpacked.width()).isEqualTo(SIDE);
    assertThat(
            ScreenComparator.compare(
                    scene(), unpacked, java.util.Optional.empty(), java.util.List.of())
                .difference())
        .isLessThan(0.02);
  }

  @Test
  void darkness_is_no_picture_even_with_noise_and_hot_pixels() {
    Random random = new Random(1);
    Picture dark =
        picture(() -> random.nextInt(SIDE * SIDE) == 0 ? 0xffffff : random.nextInt(20) * 0x010101);
    assertThatThrownBy(() -> Photo.png(PngWriter.write(dark)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "it is black, nothing in it is brighter than 19 of 255: take the cap off, or leave a light on beside the device");
  }

  @Test
  void a_small_light_in_the_dark_is_a_picture() {
    int[] rgb = new int[SIDE * SIDE];
    Arrays.fill(rgb, 5_000, 5_010, 0x00ff00);
    byte[] png = PngWriter.write(new Picture(SIDE, SIDE, rgb));
    assertThat(Photo.png(png)).isEqualTo(png);
  }

  @Test
  void one_colour_is_no_picture() {
    Random random = new Random(1);
    Picture blue = picture(() -> 0x1010c0 + random.nextInt(4));
    assertThatThrownBy(() -> Photo.png(PngWriter.write(blue)))
        .hasMessage("it is blank: all of it has one colour");
  }

  @Test
  void what_is_no_picture_is_refused() throws IOException {
    assertThatThrownBy(() -> Photo.png("<html>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is neither PNG nor JPEG");
    byte[] jpeg = jpeg(scene());
    assertThatThrownBy(() -> Photo.png(Arrays.copyOf(jpeg, 40)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the JPEG file is damaged: ");
    byte[] huge = jpeg.clone();
    int frame = startOfFrame(huge);
    Arrays.fill(huge, frame + 5, frame + 9, (byte) 0x7f);
    assertThatThrownBy(() -> Photo.png(huge))
        .hasMessage("it has 32639 x 32639 pixels, which are too many");
  }

  private static int startOfFrame(byte[] jpeg) {
    for (int at = 0; at < jpeg.length - 1; at++) {
      if (jpeg[at] == (byte) 0xff && jpeg[at + 1] == (byte) 0xc0) {
        return at;
      }
    }
    throw new AssertionError("no frame");
  }
}
