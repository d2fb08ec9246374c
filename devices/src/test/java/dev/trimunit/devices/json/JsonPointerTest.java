// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link JsonPointer}: the examples of RFC 6901, section 5, and what is not there. */
final class JsonPointerTest {
  private static final String DOCUMENT =
      "{\"foo\": [\"bar\", \"baz\"], \"\": 0, \"a/b\": 1, \"c%d\": 2, \"i\\\\j\": 5, \" \": 7, \"m~n\": 8, \"on\": true}";

  @ParameterizedTest
  @CsvSource({
    "/foo/0, bar",
    "/foo/1, baz",
    "/, 0",
    "/a~1b, 1",
    "/c%d, 2",
    "/i\\j, 5",
    "/m~0n, 8",
    "/on, true"
  })
  void a_value_is_found(String pointer, String value) {
    assertThat(JsonPointer.parse(pointer).in(DOCUMENT)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/foo/2", "/foo/-", "/foo/01", "/foo/x", "/none", "/on/x", "/foo/0/0"})
  void what_is_not_there_is_nothing(String pointer) {
    assertThat(JsonPointer.parse(pointer).in(DOCUMENT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "on", "{\"on\": true", "{\"on\": true} x", "[true]"})
  void what_is_no_such_json_has_nothing(String json) {
    assertThat(JsonPointer.parse("/on").in(json)).isEmpty();
  }

  @Test
  void what_is_no_pointer_is_refused() {
    assertThatThrownBy(() -> JsonPointer.parse("on"))
        .hasMessage("'on' is no JSON pointer: write /state or /relays/0/state");
  }
}
