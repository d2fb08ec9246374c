// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnicodeNameTest {
  @Test
  void a_name_has_one_identity_and_is_shown_as_people_write_it() {
    DnsName name = DnsName.of("B\u00fccher.example.");
    assertThat(name.text()).isEqualTo("xn--bcher-kva.example");
    assertThat(name.unicode()).contains("b\u00fccher.example");
    assertThat(DnsName.of("books.example").unicode()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xn--pple-43d.example", // a Cyrillic letter among Latin ones
        "xn--4dbrk0ce.example", // from right to left
        "xn--a.example", // no Punycode
        "xn--.example",
        "xn--bcher-kva.xn--pple-43d"
      })
  void what_could_deceive_stays_as_it_is(String name) {
    assertThat(DnsName.of(name).unicode()).isEmpty();
  }
}
