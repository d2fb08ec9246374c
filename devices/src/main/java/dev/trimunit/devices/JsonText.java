// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, lists, texts and numbers as indented JSON, ASCII only. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  JsonText value(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      container('{', '}', map.entrySet(), depth);
    } else if (value instanceof Collection<?> list) {
      container('[', ']', list, depth);
    } else if (value instanceof Map.Entry<?, ?> entry) {
      text(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), depth);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString());
    }
    return this;
  }

  private void container(char open, char close, Collection<?> items, int depth) {
    out.append(open);
    String separator = "\n";
    for (Object item : items) {
      out.append(separator).append("  ".repeat(depth + 1));
      value(item, depth + 1);
      separator = ",\n";
    }
    out.append(items.isEmpty() ? "" : "\n" + "  ".repeat(depth)).append(close);
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
