// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabFilesTest {
  @TempDir Path folder;

  private LabFiles files(String text) throws IOException {
    URL url = Files.writeString(folder.resolve("soak.yaml"), text).toUri().toURL();
    return new LabFiles(
        new Resources() {
          @Override
          public Optional<URL> find(String path) {
            return path.equals("labs/soak.yaml") ? Optional.of(url) : Optional.empty();
          }

          @Override
          public List<String> list(String where, String suffix) {
            return List.of("labs/soak.yaml");
          }
        });
  }

  @Test
  void faults_and_outages_are_read() throws IOException {
    LabFile file =
        files(
                """
                faults: {power: 1 %, phone: 2 %}
                outages:
                  - {hosts: [vendor.test], every: 1 d, least: 30 min, most: 120 min}
                  - {hosts: time.test, from: 3 h, least: 10 min}
                """)
            .read("simulated", Optional.of("soak"));
    assertThat(file.faults()).hasSize(2).containsEntry(LabFile.Operation.PHONE, 0.02);
    assertThat(file.outages()).hasSize(2);
    assertThat(file.outages().get(1).most()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void without_a_file_nothing_fails() throws IOException {
    assertThat(files("{}").read("simulated", Optional.empty())).isEqualTo(LabFile.DEFAULT);
  }

  @Test
  void a_lab_file_that_is_asked_for_must_be_there() throws IOException {
    LabFiles files = files("{}");
    assertThatThrownBy(() -> files.read("simulated", Optional.of("soka")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("labs/soka.yaml is missing")
        .hasMessageContaining("did you mean 'soak'?");
  }

  @Test
  void an_unknown_operation_is_named() throws IOException {
    LabFiles files = files("faults: {powre: 1 %}");
    assertThatThrownBy(() -> files.read("simulated", Optional.of("soak")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(
            "labs/soak.yaml:1: unknown key 'powre' in 'faults'; did you mean 'power'?");
  }
}
