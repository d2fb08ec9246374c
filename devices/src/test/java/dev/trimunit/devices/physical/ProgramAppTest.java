// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.json.JsonPointer;
import dev.trimunit.devices.physical.BenchFile.ProgramPhone;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Vantage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs as an app: what is done, what the device did not do, and what nobody can tell. */
final class ProgramAppTest {
  private static ProgramApp app(String tap, String status, String pointer) {
    return new ProgramApp(
        "hub",
        new ProgramPhone(
            Vantage.LAN,
            Map.of("Power", List.of("sh", "-c", tap)),
            List.of("sh", "-c", status),
            pointer.isEmpty() ? Optional.empty() : Optional.of(JsonPointer.parse(pointer)),
            Map.of("on", "ON", "off", "OFF")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "echo ON                         | ``     | true",
        "echo the bulb is; echo ON       | ``     | true",
        "echo OFF                        | ``     | false",
        "echo ONE                        | ``     | false",
        "echo ON; echo OFF               | ``     | false",
        "echo '{\"a\": {\"b\": \"ON\"}}' | /a/b   | true",
        "echo '{\"a\": \"ON\"}'          | /a/b   | false",
        "echo ON                         | /a     | false",
        "echo gone >&2; exit 1           | ``     | false",
      })
  void a_state_is_what_is_printed(String status, String pointer, boolean on) {
    ScreenCheck check = app("true", status, pointer).look("on");
    assertThat(check.matches()).as(check.reason()).isEqualTo(on);
    assertThat(check.reason()).startsWith("the app 'hub' ");
  }

  @Test
  void what_the_device_does_not_do_is_its_failure_and_what_breaks_is_the_labs() {
    assertThatCode(() -> app("exit 0", "", "").tap("Power")).doesNotThrowAnyException();
    assertThatThrownBy(() -> app("echo no route >&2; exit 1", "", "").tap("Power"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("The app 'hub' says that \"Power\" was not done: 'no route'");
    assertThatThrownBy(() -> app("no-such-program", "", "").tap("Power"))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("ended with exit code 127");
    assertThatThrownBy(() -> app("", "exit 2", "").look("on"))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("Code 1 would say that the device does not answer");
  }

  @Test
  void a_label_or_state_that_the_file_does_not_know_is_told() {
    ProgramApp app = app("", "", "");
    assertThatThrownBy(() -> app.tap("Power on"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("The app 'hub' has no \"Power on\" to tap. It has: Power");
    assertThat(app.obstacle("on")).isEmpty();
    assertThat(app.obstacle("dim"))
        .hasValueSatisfying(why -> assertThat(why).contains("write it under 'shows'"));
  }
}
