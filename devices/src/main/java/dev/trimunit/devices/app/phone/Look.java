// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import dev.trimunit.devices.app.screen.Region;
import dev.trimunit.devices.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The look of the simulated phone as data: font, layout and strokes, so that an app in a browser
 * draws the same pictures and is told by the same references.
 *
 * <p>Each kind of element has a list of variants, because what is drawn may depend on more than on
 * or off: on the level, on the length of the text, or on the time. Texts of which only the browser
 * knows the words are markers.
 */
public final class Look {
  /** Stands for an element's or a screen's text. */
  private static final String TEXT = "\ue000";

  /** Stands for the status bar's clock. */
  private static final String CLOCK = "\ue001";

  /** Stands for the time that is stamped on a live picture. */
  private static final String STAMP = "\ue002";

  private static final int LEVELS = 101;

  /** More letters than a badge can show. */
  private static final int LONGEST_BADGE = 32;

  private static final int QUARTERS_OF_AN_HOUR = 96;

  /** Seconds until whoever walks through a live picture walks there again. */
  private static final int WALK = 248;

  private Look() {}

  /** One JSON object. */
  public static String json() {
    Map<String, Object> look = new LinkedHashMap<>();
    look.put("width", Layout.WIDTH);
    look.put("height", Layout.HEIGHT);
    look.put("background", Painter.BACKGROUND);
    look.put("margin", Layout.MARGIN);
    look.put("gap", Layout.GAP);
    look.put("top", Layout.STATUS_BAR + Layout.TITLE_BAR + Layout.GAP);
    look.put("bottom", Layout.HEIGHT - Layout.NAVIGATION_BAR);
    look.put("markers", Map.of("text", TEXT, "clock", CLOCK, "stamp", STAMP));
    look.put("font", font());
    look.put("bars", variants(QUARTERS_OF_AN_HOUR, Look::bars));
    Map<String, Object> kinds = new LinkedHashMap<>();
    for (Element.Kind kind : Element.Kind.values()) {
      kinds.put(kind.name(), kind(kind));
    }
    look.put("kinds", kinds);
    return Json.write(look);
  }

  private static Map<String, Object> font() {
    List<Object> glyphs = new ArrayList<>();
    for (char c = ' '; c <= '~'; c++) {
      glyphs.add(rows(c));
    }
    return Map.of(
        "columns", Font.COLUMNS, "advance", Font.ADVANCE, "glyphs", glyphs, "missing", rows('\n'));
  }

  private static List<Integer> rows(char c) {
    List<Integer> rows = new ArrayList<>();
    for (byte row : Font.rows(c)) {
      rows.add((int) row);
    }
    return rows;
  }

  private static List<List<Object>> bars(int quarter) {
    Instant now = Instant.ofEpochSecond(quarter * 900L);
    Strokes strokes = new Strokes();
    Painter painter = new Painter(strokes, now);
    painter.bars(TEXT);
    painter.navigation();
    return marked(strokes, Painter.clock(now), CLOCK);
  }

  private static Map<String, Object> kind(Element.Kind kind) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("by", by(kind));
    data.put("sizes", variants(count(kind), variant -> size(region(kind, variant))));
    data.put("off", variants(count(kind), variant -> strokes(kind, variant, false)));
    data.put("on", variants(count(kind), variant -> strokes(kind, variant, true)));
    return data;
  }

  /** What chooses a variant. */
  private static String by(Element.Kind kind) {
    return switch (kind) {
      case LAMP, SLIDER -> "level";
      case LIVE_PICTURE -> "second";
      case BADGE -> "length";
      case BUTTON, TOGGLE, TEXT -> "nothing";
    };
  }

  private static int count(Element.Kind kind) {
    return switch (kind) {
      case LAMP, SLIDER -> LEVELS;
      case LIVE_PICTURE -> WALK;
      case BADGE -> LONGEST_BADGE;
      case BUTTON, TOGGLE, TEXT -> 1;
    };
  }

  private static List<Object> variants(int count, IntFunction<Object> drawn) {
    List<Object> variants = new ArrayList<>();
    for (int variant = 0; variant < count; variant++) {
      variants.add(drawn.apply(variant));
    }
    return variants;
  }

  /** Where an element lies that is alone on its screen. */
  private static Region region(Element.Kind kind, int variant) {
    return Layout.of(Screen.of("", element(kind, variant, false))).get(0).region();
  }

  private static List<Integer> size(Region region) {
    return List.of(region.width(), region.height());
  }

  private static List<List<Object>> strokes(Element.Kind kind, int variant, boolean on) {
    Instant now = Instant.ofEpochSecond(kind == Element.Kind.LIVE_PICTURE ? variant : 0);
    Region region = region(kind, variant);
    Strokes strokes = new Strokes();
    Element element = element(kind, variant, on);
    new Painter(strokes, now).element(element, new Region(0, 0, region.width(), region.height()));
    return marked(
        strokes,
        kind == Element.Kind.BADGE ? element.text() : Painter.stamp(now),
        kind == Element.Kind.BADGE ? TEXT : STAMP);
  }

  private static Element element(Element.Kind kind, int variant, boolean on) {
    String text = kind == Element.Kind.BADGE ? TEXT.repeat(variant) : TEXT;
    return new Element(kind, TEXT, text, on, by(kind).equals("level") ? variant : 0);
  }

  private static List<List<Object>> marked(Strokes strokes, String words, String marker) {
    List<List<Object>> marked = new ArrayList<>();
    for (List<Object> stroke : strokes.drawn()) {
      marked.add(stroke.stream().map(value -> value.equals(words) ? marker : value).toList());
    }
    return marked;
  }
}
