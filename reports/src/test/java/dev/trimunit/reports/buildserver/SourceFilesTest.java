// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {
  @TempDir Path checkout;
  private Path module;

  @BeforeEach
  void a_module_with_a_spec() throws IOException {
    module = checkout.resolve("lab/features");
    Path specs = Files.createDirectories(module.resolve("src/test/resources/features"));
    Files.writeString(specs.resolve("bulb.feature"), "Feature: bulb");
  }

  @Test
  void a_spec_is_known_by_its_path_in_the_checkout() throws IOException {
    Files.createDirectories(checkout.resolve(".git"));
    assertThat(
            SourceFiles.of(module, Map.of()).place(new SourceLocation("features/bulb.feature", 7)))
        .isEqualTo("lab/features/src/test/resources/features/bulb.feature:7");
  }

  @Test
  void a_build_server_says_where_the_checkout_is() {
    for (String name : new String[] {"GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE"}) {
      SourceFiles files = SourceFiles.of(module, Map.of(name, checkout.resolve("lab").toString()));
      assertThat(files.resource("features/bulb.feature"))
          .isEqualTo("features/src/test/resources/features/bulb.feature");
    }
  }

  @Test
  void a_checkout_elsewhere_is_not_ours() throws IOException {
    Files.createDirectories(checkout.resolve(".git"));
    SourceFiles files = SourceFiles.of(module, Map.of("WORKSPACE", "/somewhere/else"));
    assertThat(files.fromRoot(Path.of("target/trimunit")))
        .isEqualTo("lab/features/target/trimunit");
  }

  @Test
  void a_file_that_nobody_finds_keeps_its_name() {
    SourceFiles files = SourceFiles.of(module, Map.of());
    assertThat(files.resource("features/gone.feature")).isEqualTo("features/gone.feature");
    assertThat(files.resource("a\u0000b")).isEqualTo("a\u0000b");
  }
}
