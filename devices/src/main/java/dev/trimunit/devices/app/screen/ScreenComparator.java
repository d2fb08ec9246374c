// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a screen shows what a reference shows, as a person would.
 *
 * <p>A mean error cannot decide it: on one phone a colour temperature differs by 0.005 of the range
 * and a tile of another phone, which a person calls the same, by 0.07. What a person goes by is
 * whether some <em>place</em> looks different. So the pixels are compared one by one, visible
 * differences are joined to places, and one place that a person would notice decides. Overlooked
 * are, in this order:
 *
 * <ul>
 *   <li>the status bar, if the whole screen is compared, and the masks;
 *   <li>another scale, by bringing the screen to the width of the reference;
 *   <li>a picture that lies a little elsewhere, if what surrounds the crop moved with it;
 *   <li>differences too faint to see, and pixels of an edge that was smoothed or rounded in another
 *       way;
 *   <li>specks and hairlines, which a pointer overlay draws.
 * </ul>
 *
 * <p>Nothing here is tuned to an app: every limit is in levels of colour or in parts of the
 * screen's width.
 */
public final class ScreenComparator {
  private ScreenComparator() {}

  /**
   * Compares.
   *
   * @param screen the whole screen
   * @param reference a whole screen too, or just the crop
   * @param crop the part that matters, in the coordinates of the reference's screen
   * @param masks parts that do not matter, in the same coordinates
   * @throws IllegalArgumentException if the crop lies outside the picture, or the pictures cannot
   *     be laid over each other; says what was found
   */
  public static Comparison compare(
      Picture screen, Picture reference, Optional<Region> crop, List<Region> masks) {
    boolean cut = crop.isPresent() && isCut(screen, reference, crop.get());
    Picture scaled = cut ? screen : toWidth(screen, reference.width());
    Region area = crop.orElseGet(() -> common(scaled, reference));
    requireInside(area, scaled, "screen");
    if (cut) {
      return compare(scaled, reference, area, new Shift(0, 0), masks, Tolerance.SAME_PHONE);
    }
    Tolerance tolerance = Tolerance.between(screen, reference);
    requireInside(area, reference, "reference");
    List<Region> unseen = new ArrayList<>(masks);
    if (crop.isEmpty()) {
      unseen.add(statusBar(reference));
    }
    Comparison straight = compare(scaled, reference, area, new Shift(0, 0), unseen, tolerance);
    if (straight.matches()) {
      return straight;
    }
    Shift shift = Shift.between(scaled, reference, area, statusBar(reference).bottom());
    return shift.isNone() ? straight : compare(scaled, reference, area, shift, unseen, tolerance);
  }

  /**
   * Reads a screen as far as its comparison with references on a crop needs it: fast, since most
   * crops lie in the upper half. What is left out is black.
   *
   * @param references the sizes of the references; one of another width that is more than the crop
   *     needs all of the screen, to be scaled
   * @throws IllegalArgumentException as {@link Png#read} does
   */
  static Picture readScreen(byte[] png, Collection<Region> references, Optional<Region> crop) {
    if (crop.isEmpty()) {
      return Png.read(png);
    }
    Region size = Png.size(png);
    Region part = crop.get();
    boolean straight =
        references.stream()
            .allMatch(
                other ->
                    other.width() == size.width()
                        || (other.width() == part.width() && other.height() == part.height()));
    return straight ? Png.readRows(png, Shift.rowsThatMatter(part, size.width())) : Png.read(png);
  }

  private static Comparison compare(
      Picture screen,
      Picture reference,
      Region area,
      Shift shift,
      List<Region> masks,
      Tolerance tolerance) {
    boolean cut = area.width() == reference.width() && area.height() == reference.height();
    Region frame = cut ? area : frame(area, tolerance.pixels(), screen, reference, shift);
    Picture expected = cut ? reference : reference.crop(frame);
    DifferenceMap map = new DifferenceMap(screen.crop(shift.applied(frame)), expected, tolerance);
    map.ignoreOutside(area, frame);
    masks.forEach(mask -> map.ignore(mask, frame));
    List<Region> places =
        map.places(Math.min(screen.width(), screen.height())).stream()
            .map(place -> moved(place, frame))
            .toList();
    String moved = shift.isNone() ? "" : "; it lies " + shift.words() + " than in the reference";
    String explanation =
        String.format(
            Locale.ROOT,
            "%s (mean error %.4f%s%s)",
            found(places),
            map.meanError(),
            map.overlooked(),
            moved);
    Picture seen = screen.crop(shift.applied(area));
    return ComparisonBuilder.stagedBuilder()
        .matches(places.isEmpty())
        .difference(map.meanError())
        .visible(map.visible())
        .differing(places)
        .explanation(explanation)
        .seen(seen)
        .expected(cut ? reference : reference.crop(area))
        .area(area)
        .build();
  }

  private static String found(List<Region> places) {
    if (places.isEmpty()) {
      return "nothing visible differs";
    }
    String count = places.size() == 1 ? "1 place differs" : places.size() + " places differ";
    return count + ", the largest " + places.get(0);
  }

  /**
   * The area and a little around it, so that an edge on its border can be looked for on both sides.
   */
  private static Region frame(
      Region area, int margin, Picture screen, Picture reference, Shift shift) {
    Region seen = shift.applied(area);
    int left = Math.min(margin, Math.min(area.x(), seen.x()));
    int top = Math.min(margin, Math.min(area.y(), seen.y()));
    int right =
        Math.min(margin, Math.min(reference.width() - area.right(), screen.width() - seen.right()));
    int bottom =
        Math.min(
            margin, Math.min(reference.height() - area.bottom(), screen.height() - seen.bottom()));
    return new Region(
        area.x() - left, area.y() - top, area.width() + left + right, area.height() + top + bottom);
  }

  private static Region moved(Region place, Region area) {
    return new Region(place.x() + area.x(), place.y() + area.y(), place.width(), place.height());
  }

  /** A reference as large as the crop is the crop itself. */
  private static boolean isCut(Picture screen, Picture reference, Region crop) {
    return reference.width() == crop.width()
        && reference.height() == crop.height()
        && (screen.width() != reference.width() || screen.height() != reference.height());
  }

  private static Picture toWidth(Picture screen, int width) {
    long height = Math.round((double) screen.height() * width / screen.width());
    if (height < 1 || height * width > Png.MAX_PIXELS) {
      throw new IllegalArgumentException(
          "a screen of %d x %d cannot be compared with a reference %d wide"
              .formatted(screen.width(), screen.height(), width));
    }
    return screen.scaled(width, (int) height);
  }

  private static Region common(Picture screen, Picture reference) {
    return new Region(0, 0, reference.width(), Math.min(screen.height(), reference.height()));
  }

  /** Android's is 24 of the 360 units that a phone is wide, at least. */
  private static Region statusBar(Picture reference) {
    int height =
        Math.min(reference.height(), Math.min(reference.width(), reference.height()) / 15 + 1);
    return new Region(0, 0, reference.width(), height);
  }

  /** Refuses a reference that is neither the crop itself nor a screen that holds it. */
  static void requireFit(Picture reference, Optional<Region> crop) {
    crop.filter(
            region -> region.width() != reference.width() || region.height() != reference.height())
        .ifPresent(region -> requireInside(region, reference, "reference"));
  }

  private static void requireInside(Region area, Picture picture, String what) {
    if (!area.within(picture.width(), picture.height())) {
      throw new IllegalArgumentException(
          "the crop %s lies outside the %s of %d x %d"
              .formatted(area, what, picture.width(), picture.height()));
    }
  }
}
