// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @Test
  void what_is_written_is_read_alike() {
    List<Object> list =
        new ArrayList<>(
            List.of(1.5, 7L, true, "q\"\\/\u0000\u001b\ud83d\ude00<b>", List.of(), Map.of()));
    list.add(null);
    assertThat(Json.read(Json.write(Map.of("a", list)))).isEqualTo(Map.of("a", list));
    assertThat(Json.read(Json.indented(Map.of("a", list)))).isEqualTo(Map.of("a", list));
    assertThat(Json.write("\u0000\u00e9\ud83d\ude00"))
        .isEqualTo("\"\\u0000\\u00E9\\uD83D\\uDE00\"");
  }

  @Test
  void people_get_a_member_or_an_element_in_each_line() {
    assertThat(Json.indented(Map.of("a", List.of(1, Map.of()))))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {}
              ]
            }""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{\"a\":1} x", "[1,", "{a:1}", "\"\\u12\"", "99999999999999999999"})
  void what_is_no_json_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(text))
        .withMessageStartingWith("Not JSON: ");
  }

  @Test
  void what_is_nested_too_deeply_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Json.read("[".repeat(100_000)));
  }
}
