// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "paper",
        "fixed-1",
        "fixed-5",
        "fixed-999",
        "sequential",
        "certify",
        "certify-deep"
      })
  void is_known_by_its_name(String name) {
    assertThat(Protocols.named(name).key()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "papr, paper",
    "PAPER, paper",
    "sequental, sequential",
    "seq, sequential",
    "fixed, fixed-N",
    "fixed-0, fixed-N",
  })
  void names_what_is_near_an_unknown_one(String found, String near) {
    assertThatThrownBy(() -> Protocols.named(found))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + found + "', did you mean " + near + "?")
        .hasMessageContaining("sequential, paper");
  }

  @Test
  void lists_all_when_nothing_is_near() {
    assertThatThrownBy(() -> Protocols.named("tarot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown protocol 'tarot': write one of ")
        .hasMessageContaining("fixed-N");
  }
}
