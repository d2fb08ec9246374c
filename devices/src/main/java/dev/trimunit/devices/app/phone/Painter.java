// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import dev.trimunit.devices.app.screen.Picture;
import dev.trimunit.devices.app.screen.Region;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Draws a screen: flat and bright, with a status bar whose clock and battery follow the lab's time,
 * so that a check that looks at them is found out.
 */
final class Painter {
  static final int BACKGROUND = 0xf4f6fb;
  private static final int CARD = 0xffffff;
  private static final int INK = 0x1f2a37;
  private static final int FAINT_INK = 0x6b7280;
  private static final int ACCENT = 0x2563eb;
  private static final int OFF = 0xc3c9d4;
  private static final int LIVE = 0xdc2626;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  private final Canvas canvas;
  private final Instant now;

  Painter(Canvas canvas, Instant now) {
    this.canvas = canvas;
    this.now = now;
  }

  static Picture paint(Screen screen, Instant now) {
    Canvas canvas = new Canvas(Layout.WIDTH, Layout.HEIGHT, BACKGROUND);
    Painter painter = new Painter(canvas, now);
    painter.bars(screen.title());
    Layout.of(screen).forEach(placed -> painter.element(placed.element(), placed.region()));
    painter.navigation();
    return new Picture(Layout.WIDTH, Layout.HEIGHT, canvas.rgb);
  }

  /** What the status bar's clock says. */
  static String clock(Instant now) {
    return CLOCK.format(now);
  }

  /** What is stamped on a live picture. */
  static String stamp(Instant now) {
    return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(now.getEpochSecond()));
  }

  void bars(String title) {
    canvas.gradient(0, 0, Layout.WIDTH, Layout.STATUS_BAR + Layout.TITLE_BAR, 0x1d4ed8, 0x3b82f6);
    canvas.text(clock(now), 10, 9, 1, 0xffffff);
    signal();
    battery();
    canvas.text("<", 14, Layout.STATUS_BAR + 17, 2, 0xffffff);
    canvas.centred(title, Layout.WIDTH / 2, Layout.STATUS_BAR + 17, 2, 0xffffff);
  }

  private void signal() {
    for (int bar = 0; bar < 4; bar++) {
      canvas.rectangle(298 + 4 * bar, 15 - 2 * bar, 3, 2 + 2 * bar, 0xffffff);
    }
  }

  /** Full at midnight, lower by one in every quarter of an hour. */
  private void battery() {
    int level = 100 - (int) Math.floorMod(now.getEpochSecond() / 900, 96L);
    canvas.rounded(322, 7, 24, 11, 2, 0xffffff);
    canvas.rectangle(346, 10, 2, 5, 0xffffff);
    canvas.rectangle(324, 9, 20, 7, 0x1e40af);
    canvas.rectangle(324, 9, Math.max(1, level / 5), 7, level < 20 ? 0xfbbf24 : 0x86efac);
  }

  void navigation() {
    int y = Layout.HEIGHT - Layout.NAVIGATION_BAR;
    canvas.rectangle(0, y, Layout.WIDTH, Layout.NAVIGATION_BAR, 0x111827);
    canvas.rounded(Layout.WIDTH / 2 - 40, y + 13, 80, 6, 3, 0xe5e7eb);
  }

  void element(Element element, Region at) {
    switch (element.kind()) {
      case BUTTON -> {
        canvas.rounded(at.x(), at.y(), at.width(), at.height(), 14, ACCENT);
        canvas.centred(element.text(), at.x() + at.width() / 2, at.y() + 21, 2, 0xffffff);
      }
      case TEXT -> canvas.text(element.text(), at.x() + 4, at.y() + 5, 2, FAINT_INK);
      case BADGE -> badge(element, at);
      case TOGGLE -> toggle(element, at);
      case SLIDER -> slider(element, at);
      case LAMP -> lamp(element, at);
      case LIVE_PICTURE -> livePicture(element, at);
    }
  }

  private void card(Region at) {
    canvas.rounded(at.x(), at.y() + 1, at.width(), at.height(), 14, 0xe3e8f0);
    canvas.rounded(at.x(), at.y(), at.width(), at.height() - 1, 14, CARD);
  }

  private void badge(Element element, Region at) {
    canvas.rounded(at.x(), at.y(), at.width(), at.height(), 8, element.on() ? LIVE : OFF);
    canvas.centred(element.text(), at.x() + at.width() / 2, at.y() + 6, 2, 0xffffff);
  }

  private void toggle(Element element, Region at) {
    card(at);
    canvas.text(element.text(), at.x() + 16, at.y() + 21, 2, INK);
    int x = at.x() + at.width() - 64;
    canvas.rounded(x, at.y() + 14, 48, 28, 14, element.on() ? ACCENT : OFF);
    canvas.circle(x + (element.on() ? 34 : 14), at.y() + 28, 11, CARD);
  }

  private void slider(Element element, Region at) {
    card(at);
    canvas.text(element.text(), at.x() + 16, at.y() + 14, 2, INK);
    String percent = element.value() + "%";
    canvas.text(
        percent, at.x() + at.width() - 16 - Font.width(percent, 2), at.y() + 14, 2, FAINT_INK);
    int length = at.width() - 32;
    int handle = at.x() + 16 + 10 + (length - 20) * element.value() / 100;
    canvas.rounded(at.x() + 16, at.y() + 46, length, 8, 4, OFF);
    canvas.rounded(at.x() + 16, at.y() + 46, handle - at.x() - 16, 8, 4, ACCENT);
    canvas.circle(handle, at.y() + 50, 10, ACCENT);
    canvas.circle(handle, at.y() + 50, 7, CARD);
  }

  private void lamp(Element element, Region at) {
    card(at);
    int x = at.x() + at.width() / 2;
    int glass = element.on() ? Canvas.mix(0xe8c66a, 0xffc933, element.value() * 256 / 100) : OFF;
    if (element.on()) {
      canvas.circle(x, at.y() + 88, 76, 0xfff6db);
      canvas.circle(x, at.y() + 88, 64, 0xffeeb8);
    }
    canvas.circle(x, at.y() + 88, 50, glass);
    canvas.rounded(x - 24, at.y() + 112, 48, 44, 8, glass);
    for (int ring = 0; ring < 3; ring++) {
      canvas.rounded(x - 20 + 2 * ring, at.y() + 158 + 11 * ring, 40 - 4 * ring, 8, 4, 0x4b5563);
    }
    canvas.circle(x - 18, at.y() + 70, 10, Canvas.mix(glass, CARD, 150));
  }

  private void livePicture(Element element, Region at) {
    if (element.on()) {
      canvas.gradient(at.x(), at.y(), at.width(), 120, 0x7cc4f8, 0xd6ecfb);
      canvas.gradient(at.x(), at.y() + 120, at.width(), at.height() - 120, 0x7fb069, 0x4f7d3f);
      canvas.circle(at.x() + 270, at.y() + 46, 22, 0xffe08a);
      moving(at);
      canvas.rounded(at.x() + 10, at.y() + 10, Font.width("LIVE", 2) + 16, 26, 8, LIVE);
      canvas.text("LIVE", at.x() + 18, at.y() + 16, 2, CARD);
    } else {
      canvas.rounded(at.x(), at.y(), at.width(), at.height(), 14, 0x1f2937);
      canvas.circle(at.x() + at.width() / 2, at.y() + at.height() / 2, 34, 0x374151);
      for (int row = 0; row < 15; row++) {
        int left = at.x() + at.width() / 2 - 9;
        canvas.rectangle(left, at.y() + 86 + row, 2 * row, 1, 0x9ca3af);
        canvas.rectangle(left, at.y() + 114 - row, 2 * row, 1, 0x9ca3af);
      }
    }
  }

  /** Someone walks by, and the time is stamped: no two seconds look alike. */
  private void moving(Region at) {
    long second = now.getEpochSecond();
    int step = (int) Math.floorMod(second * 7, (long) at.width() - 80);
    int x = at.x() + 40 + step;
    canvas.circle(x, at.y() + 96, 10, 0x5b4636);
    canvas.rounded(x - 11, at.y() + 106, 22, 44, 10, 0xb23a48);
    canvas.text(stamp(now), at.x() + 10, at.y() + 182, 1, CARD);
  }
}
