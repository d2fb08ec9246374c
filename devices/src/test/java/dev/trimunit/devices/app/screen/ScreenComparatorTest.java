// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person overlooks and what a person sees, on drawn screens of a phone's size. */
@Tag("slow")
final class ScreenComparatorTest {
  private static final Optional<Region> TILE = Optional.of(new Region(100, 500, 400, 300));

  @Test
  void the_same_is_the_same() {
    Comparison same = compare(Sketch.tiles().picture(), Sketch.tiles().picture());
    assertThat(same.matches()).isTrue();
    assertThat(same.difference()).isZero();
    assertThat(same.explanation()).isEqualTo("nothing visible differs (mean error 0.0000)");
  }

  @Test
  void the_status_bar_is_overlooked_on_a_whole_screen_only() {
    Picture later = Sketch.tiles().box(40, 20, 100, 30, 0x000000).picture();
    assertThat(compare(later, Sketch.tiles().picture()).matches()).isTrue();
    Optional<Region> top = Optional.of(new Region(0, 0, 400, 100));
    assertThat(ScreenComparator.compare(later, Sketch.tiles().picture(), top, List.of()).matches())
        .isFalse();
  }

  @Test
  void a_pointer_overlay_is_overlooked() {
    Picture pointed =
        Sketch.tiles()
            .line(120, 520, 380, 790, 2, 0x0060ff)
            .box(300, 600, 3, 3, 0xff0000)
            .picture();
    Comparison comparison = compareTile(pointed, Sketch.tiles().picture());
    assertThat(comparison.matches()).as(comparison.explanation()).isTrue();
    assertThat(comparison.explanation()).contains("overlooked: 2 specks or hairlines");
  }

  @Test
  void masks_are_overlooked() {
    Picture other = Sketch.tiles().box(200, 600, 100, 100, 0x00ff00).picture();
    Region mask = new Region(190, 590, 120, 120);
    Picture reference = Sketch.tiles().picture();
    assertThat(ScreenComparator.compare(other, reference, TILE, List.of(mask)).matches()).isTrue();
    assertThat(
            ScreenComparator.compare(other, reference, Optional.empty(), List.of(mask)).matches())
        .isTrue();
    assertThat(compareTile(other, reference).differing())
        .containsExactly(new Region(200, 600, 100, 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {-16, -7, -1, 1, 5, 11, 16})
  void a_picture_that_moved_with_its_surroundings_is_the_same(int down) {
    Picture moved = Sketch.tilesAt(down).picture();
    Comparison comparison = compareTile(moved, Sketch.tiles().picture());
    assertThat(comparison.matches()).as(comparison.explanation()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-12, -3, 3, 12})
  void a_handle_that_moved_alone_is_not(int right) {
    Picture moved = Sketch.tiles().handle(300 + right).picture();
    assertThat(compareTile(moved, Sketch.tiles().handle(300).picture()).matches()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0xdce8f4, 0xdce8f4, true",
    "0xdce8f4, 0xdfebf7, true",
    "0xdce8f4, 0xe6f0fa, false",
    "0xfff0d8, 0xf0f6ff, false"
  })
  void a_colour_temperature_matters_once_it_can_be_seen(String first, String second, boolean same) {
    Picture one = Sketch.tiles().box(110, 510, 300, 200, Integer.decode(first)).picture();
    Picture two = Sketch.tiles().box(110, 510, 300, 200, Integer.decode(second)).picture();
    assertThat(compareTile(one, two).matches()).isEqualTo(same);
  }

  @Test
  void smoothed_edges_are_the_same() {
    Picture smooth = Sketch.tiles().disc(250, 640, 60, true).picture();
    Picture rough = Sketch.tiles().disc(250, 640, 60, false).picture();
    assertThat(compareTile(smooth, rough).matches()).isTrue();
    assertThat(compareTile(smooth, Sketch.tiles().disc(250, 640, 66, true).picture()).matches())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"720, 1480", "1440, 2960", "540, 1110"})
  void another_phone_of_another_scale_shows_the_same(int width, int height) {
    Picture on = Sketch.tiles().disc(250, 640, 60, true).picture();
    Picture off = Sketch.tiles().disc(250, 640, 60, true).box(240, 630, 20, 20, 0xffffff).picture();
    assertThat(compareTile(on.scaled(width, height), on).matches()).isTrue();
    assertThat(compareTile(off.scaled(width, height), on).matches()).isFalse();
  }

  @Test
  void a_reference_may_be_the_crop_itself() {
    Picture screen = Sketch.tiles().disc(250, 640, 60, true).picture();
    Picture cut = screen.crop(TILE.get());
    assertThat(compareTile(screen, cut).matches()).isTrue();
    assertThat(compareTile(Sketch.tiles().picture(), cut).matches()).isFalse();
  }

  @Test
  void a_crop_outside_the_picture_is_refused() {
    Optional<Region> outside = Optional.of(new Region(1000, 2200, 100, 100));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ScreenComparator.compare(
                    Sketch.tiles().picture(), Sketch.tiles().picture(), outside, List.of()))
        .withMessage("the crop 100x100+1000+2200 lies outside the screen of 1080 x 2220");
  }

  @Test
  void pictures_of_absurd_shapes_are_refused_or_different() {
    Picture line = new Picture(1, 100_000, new int[100_000]);
    Picture row = new Picture(100_000, 1, new int[100_000]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScreenComparator.compare(line, row, Optional.empty(), List.of()));
    assertThat(ScreenComparator.compare(row, row, Optional.empty(), List.of()).matches()).isTrue();
    assertThat(ScreenComparator.compare(line, line, Optional.empty(), List.of()).matches())
        .isTrue();
  }

  private static Comparison compare(Picture screen, Picture reference) {
    return ScreenComparator.compare(screen, reference, Optional.empty(), List.of());
  }

  private static Comparison compareTile(Picture screen, Picture reference) {
    return ScreenComparator.compare(screen, reference, TILE, List.of());
  }
}
