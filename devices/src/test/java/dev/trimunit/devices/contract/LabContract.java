// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabException;
import org.junit.jupiter.api.Test;

/** {@link dev.trimunit.engine.lab.Lab}. */
public abstract class LabContract extends Contract {
  @Test
  void it_says_what_it_is() {
    assertThat(lab().description().key()).isNotBlank();
    assertThat(lab().description().kind()).isNotNull();
  }

  @Test
  void a_bench_is_the_device_that_was_asked_for() {
    assertThat(bench().device().id()).isEqualTo(subject().device());
    assertThat(bench()).isSameAs(bench());
    assertThat(bench().startUp()).isPositive();
  }

  @Test
  void an_unknown_device_names_its_near_misses() {
    String misspelt = subject().device() + "x";
    assertThatThrownBy(() -> lab().bench(misspelt))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(misspelt)
        .hasMessageContaining("'" + subject().device() + "'");
  }
}
