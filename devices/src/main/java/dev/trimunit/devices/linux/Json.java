// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code nft -j} and {@code ip -j} print: maps, lists, strings, whole numbers, booleans.
 * Jackson has its one package elsewhere in this module.
 */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value; {@code null} becomes the text {@code null}.
   *
   * @throws LabFault if it is none
   */
  static Object read(String text) {
    try {
      return new Json(text).value();
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new LabFault("Not understood as JSON (" + text.length() + " characters)", e);
    }
  }

  /** A member of a map; an empty map if there is none. */
  static Object member(Object map, String key) {
    Object value = map instanceof Map<?, ?> members ? members.get(key) : null;
    return value == null ? Map.of() : value;
  }

  /** The elements of a list; none if it is no list. */
  static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private Object value() {
    skipSpace();
    return switch (text.charAt(at)) {
      case '{' -> map();
      case '[' -> elements();
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    while (!closes('}')) {
      String key = string();
      skipSpace();
      at++;
      map.put(key, value());
    }
    return map;
  }

  private List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    at++;
    while (!closes(']')) {
      elements.add(value());
    }
    return elements;
  }

  private boolean closes(char end) {
    skipSpace();
    if (text.charAt(at) == ',') {
      at++;
      skipSpace();
    }
    boolean closes = text.charAt(at) == end;
    at += closes ? 1 : 0;
    return closes;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    if (c == 'u') {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
    int known = "nrtbf".indexOf(c);
    return known < 0 ? c : "\n\r\t\b\f".charAt(known);
  }

  private Object word() {
    int start = at;
    while (at < text.length() && ",]} \n\t\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    boolean wholeNumber = word.matches("-?\\d{1,18}");
    return wholeNumber ? (Object) Long.valueOf(word) : word;
  }

  private void skipSpace() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
