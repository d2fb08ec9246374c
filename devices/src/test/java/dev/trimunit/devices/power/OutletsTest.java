// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.files.YamlText;
import dev.trimunit.engine.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Outlets}: what is wrong with a file is told with its line. */
final class OutletsTest {
  private static final String COMMAND =
      "control: command\non: [a]\noff: [b]\nstatus: [c]\nsays-on: x\nsays-off: y\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "control: comand                | :1: unknown control 'comand'; did you mean 'command'?",
        "on: [a]                        | :1: the file lacks the key 'control'",
        "control: command               | :1: the file lacks the key 'on'",
        "`{control: [a]}`               | :1: 'control' is a list where one value is expected",
      })
  void a_fault_has_file_and_line(String yaml, String fault) {
    assertThatThrownBy(() -> Peer.open(yaml))
        .isInstanceOf(LabException.class)
        .hasMessage("labs/physical.yaml" + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limits: 3 s      | unknown key 'limits'; did you mean 'limit'?",
        "limit: 2 h       | 'limit': '2 h' is not between 1 ms and 1 h",
        "limit: soon      | 'limit': 'soon' is no duration: write 200 ms, 30 s, 2 min, 1.5 h or 1 d",
        "state: output    | 'state': 'output' is no JSON pointer: write /state or /relays/0/state",
        "environment: {A: '${NONE}'} | 'A': there is no secret 'NONE': set it in the environment, or name a file with 'secrets:'",
      })
  void a_key_that_is_wrong_is_told_with_its_line(String line, String fault) {
    assertThatThrownBy(() -> Peer.open(COMMAND + line + "\n"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("labs/physical.yaml:7: " + fault);
  }

  @Test
  void a_file_is_read_on_a_machine_without_its_secrets() {
    Section power = YamlText.read("labs/physical.yaml", COMMAND + "environment: {A: '${NONE}'}\n");
    try (Outlet outlet = new Outlets(Secrets.unknown()).open("the bulb", power)) {
      power.done();
      assertThat(outlet.words()).isEqualTo("The command 'a'");
    }
  }

  @Test
  void another_control_may_say_what_came_of_it() {
    String split =
        """
        control: command
        on: ["true"]
        off: ["true"]
        read-back:
          control: command
          status: [echo, it is on]
          says-on: is on
          says-off: is off
        """;
    try (Outlet outlet = Peer.open(split)) {
      outlet.switchOn();
      assertThat(outlet.isOn()).isTrue();
      assertThat(outlet.words()).isEqualTo("The command 'true', read back by: The command 'echo'");
    }
  }
}
