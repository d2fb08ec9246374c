// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in JSON (RFC 6901): {@code /relays/0/state}.
 *
 * @param keys of objects, and indexes of arrays, from the outside in
 */
public record JsonPointer(List<String> keys) {
  public JsonPointer {
    keys = List.copyOf(keys);
  }

  /**
   * @throws IllegalArgumentException with what is understood
   */
  public static JsonPointer parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no JSON pointer: write /state or /relays/0/state");
    }
    return new JsonPointer(
        Stream.of(text.substring(1).split("/", -1))
            .map(key -> key.replace("~1", "/").replace("~0", "~"))
            .toList());
  }

  /** The value there as text; empty if there is none, or if the text is no JSON. */
  public Optional<String> in(String json) {
    try {
      Object value = Json.read(json);
      for (String key : keys) {
        value = child(value, key);
      }
      return Optional.ofNullable(value).map(Object::toString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object child(@Nullable Object value, String key) {
    if (value instanceof List<?> list) {
      boolean index = key.matches("0|[1-9][0-9]{0,8}");
      return index && Integer.parseInt(key) < list.size() ? list.get(Integer.parseInt(key)) : null;
    }
    return value instanceof Map<?, ?> map ? map.get(key) : null;
  }
}
