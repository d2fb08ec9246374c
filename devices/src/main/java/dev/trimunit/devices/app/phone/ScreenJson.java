// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import dev.trimunit.devices.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Screens and taps as the companion app's protocol has them: {@code {"title": …, "elements":
 * [{"kind": "toggle", "label": "Power", "text": "Power", "on": false, "level": 0}]}} and {@code
 * {"label": "Power"}}.
 */
public final class ScreenJson {
  private ScreenJson() {}

  /** A screen as JSON. */
  public static String write(Screen screen) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("title", screen.title());
    object.put("elements", screen.elements().stream().map(ScreenJson::element).toList());
    return Json.write(object);
  }

  /**
   * JSON as a screen.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Screen read(String json) {
    Map<?, ?> object = object(Json.read(json));
    List<Element> elements = new ArrayList<>();
    if (object.get("elements") instanceof List<?> list) {
      list.forEach(each -> elements.add(element(object(each))));
    }
    return new Screen(text(object, "title"), elements);
  }

  /** A tap as JSON. */
  public static String tap(String label) {
    return Json.write(Map.of("label", label));
  }

  /**
   * The label that a tap names.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static String tapped(String json) {
    return text(object(Json.read(json)), "label");
  }

  private static Map<String, Object> element(Element element) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", element.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    object.put("label", element.label());
    object.put("text", element.text());
    object.put("on", element.on());
    object.put("level", element.value());
    return object;
  }

  private static Element element(Map<?, ?> object) {
    String kind = text(object, "kind").toUpperCase(Locale.ROOT).replace('-', '_');
    int level = object.get("level") instanceof Number number ? number.intValue() : 0;
    return new Element(
        Element.Kind.valueOf(kind),
        text(object, "label"),
        text(object, "text"),
        Boolean.TRUE.equals(object.get("on")),
        level);
  }

  private static Map<?, ?> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("Not a JSON object: " + value);
  }

  private static String text(Map<?, ?> object, String key) {
    if (object.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("No text '" + key + "' in " + object);
  }
}
