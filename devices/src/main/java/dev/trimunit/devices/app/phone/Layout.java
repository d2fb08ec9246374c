// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import dev.trimunit.devices.app.screen.Region;
import java.util.ArrayList;
import java.util.List;

/** Where the elements of a screen lie: one below the other, badges on what is above them. */
final class Layout {
  static final int WIDTH = 360;
  static final int HEIGHT = 640;
  static final int STATUS_BAR = 24;
  static final int TITLE_BAR = 48;
  static final int NAVIGATION_BAR = 32;

  static final int MARGIN = 16;
  static final int GAP = 12;

  /** An element in its place. */
  record Placed(Element element, Region region) {}

  private Layout() {}

  /** The elements that fit; those below the navigation bar are not shown, as on a real phone. */
  static List<Placed> of(Screen screen) {
    List<Placed> placed = new ArrayList<>();
    int y = STATUS_BAR + TITLE_BAR + GAP;
    for (Element element : screen.elements()) {
      Region region = region(element, y, placed);
      if (region.y() + region.height() <= HEIGHT - NAVIGATION_BAR) {
        placed.add(new Placed(element, region));
      }
      y = Math.max(y, region.y() + region.height() + GAP);
    }
    return placed;
  }

  private static Region region(Element element, int y, List<Placed> above) {
    int width = WIDTH - 2 * MARGIN;
    return switch (element.kind()) {
      case LAMP -> new Region(MARGIN, y, width, 208);
      case LIVE_PICTURE -> new Region(MARGIN, y, width, 200);
      case TOGGLE, BUTTON -> new Region(MARGIN, y, width, 56);
      case SLIDER -> new Region(MARGIN, y, width, 72);
      case TEXT -> new Region(MARGIN, y, width, 24);
      case BADGE -> badge(element, y, above);
    };
  }

  /** A badge sits in the upper left corner of a picture above it, or on a line of its own. */
  private static Region badge(Element element, int y, List<Placed> above) {
    int width = Math.min(WIDTH - 2 * MARGIN, Math.max(24, Font.width(element.text(), 2) + 16));
    Element.Kind last = above.isEmpty() ? null : above.get(above.size() - 1).element().kind();
    if (last == Element.Kind.LIVE_PICTURE || last == Element.Kind.LAMP) {
      Region picture = above.get(above.size() - 1).region();
      return new Region(picture.x() + 10, picture.y() + 10, width, 26);
    }
    return new Region(MARGIN, y, width, 26);
  }
}
