// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Secrets}. */
final class SecretsTest {
  @TempDir private Path folder;

  @Test
  void a_value_is_in_the_environment_or_in_a_file_of_its_owner() throws IOException {
    Path file = file("# plugs\n\nLEFT=a=b c\nRIGHT=from the file\n", "rw-------");
    Secrets secrets = Secrets.of(Map.of("RIGHT", "from outside"), file);
    assertThat(secrets.fill("${LEFT}, ${RIGHT}")).isEqualTo("a=b c, from outside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rwx------", "rw----r--"})
  void a_file_that_others_can_read_is_refused(String permissions) throws IOException {
    Path file = file("LEFT=hunter2\n", permissions);
    assertThatThrownBy(() -> Secrets.of(Map.of(), file))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(permissions)
        .hasMessageEndingWith("Do: chmod 600 " + file)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_line_that_is_no_secret_is_told_by_its_number_alone() throws IOException {
    Path file = file("LEFT=1\nmy password is hunter2\n", "rw-------");
    assertThatThrownBy(() -> Secrets.of(Map.of(), file))
        .isInstanceOf(LabException.class)
        .hasMessage(file + ":2: this line is no secret: write NAME=value");
  }

  @Test
  void a_secret_that_nobody_set_is_named_with_what_to_do() {
    assertThatThrownBy(() -> Secrets.of(Map.of()).fill("${LEFT}"))
        .hasMessage(
            "there is no secret 'LEFT': set it in the environment, or name a file with 'secrets:'");
    assertThatThrownBy(() -> Secrets.of(Map.of()).fill("${LEFT")).hasMessageContaining("${NAME}");
  }

  @Test
  void what_was_handed_out_is_told_by_name() {
    Secrets secrets = Secrets.of(Map.of("LEFT", "a&b", "RIGHT", "a&b and more", "UNUSED", "told"));
    assertThat(secrets.fill("${LEFT}${RIGHT}")).isEqualTo("a&ba&b and more");
    assertThat(secrets.hide("sent a&b and more, a%26b; told"))
        .isEqualTo("sent ${RIGHT}, ${LEFT}; told");
    assertThat(secrets.toString()).doesNotContain("a&b");
  }

  @Test
  void a_cause_that_tells_a_secret_is_left_out() {
    Secrets secrets = Secrets.of(Map.of("LEFT", "hunter2"));
    secrets.fill("${LEFT}");
    IOException telling = new IOException(new IOException("http://hunter2@192.0.2.1"));
    assertThat(secrets.free("no answer to hunter2", telling))
        .isInstanceOf(LabFault.class)
        .hasMessage("no answer to ${LEFT}")
        .hasNoCause();
    assertThat(secrets.free("no answer", new IOException("refused")))
        .hasRootCauseMessage("refused");
  }

  private Path file(String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("secrets"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
