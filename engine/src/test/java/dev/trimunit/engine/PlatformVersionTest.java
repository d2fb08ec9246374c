// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.platform.commons.JUnitException;

final class PlatformVersionTest {
  @Test
  void a_platform_before_junit_6_is_refused_with_what_to_do() {
    ClassLoader without = ClassLoader.getPlatformClassLoader();

    assertThatThrownBy(() -> PlatformVersion.require(without))
        .isInstanceOf(JUnitException.class)
        .hasMessageMatching(
            "JUnit 5 is on the class path \\(junit-platform-engine .*\\), and TrimUnit runs on"
                + " JUnit 6\\. Import dev\\.trimunit:trimunit-bom before other BOMs, .*");
  }

  @Test
  void ours_is_new_enough() {
    assertThatCode(() -> PlatformVersion.require(getClass().getClassLoader()))
        .doesNotThrowAnyException();
  }
}
