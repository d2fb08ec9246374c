// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static dev.trimunit.features.runs.Sceptic.trimunit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs share a fleet, and what they leave is what one run would have left. */
@Tag("slow")
final class ShardedRunsTest {
  private static final List<String> COMPARED =
      List.of("verdicts.json", "verdicts.schema.json", "tables", "exports", "evidence", "captures");

  @TempDir private Path own;

  private Path shard(FolderRun runs, String shard) {
    FolderRun.Said said = runs.run("features", Map.of("trimunit.shard", shard));
    return said.output().resolveSibling("partial").resolve("trimunit");
  }

  /** Contents by name, of what is the same whenever it is run; a MUD file holds its date. */
  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (COMPARED.stream().anyMatch(name::startsWith) && !name.endsWith("mud.json")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  @Test
  void the_shards_of_a_fleet_are_merged_into_what_one_run_writes() throws IOException {
    FolderRun runs = new FolderRun(own);
    Path whole = runs.run("features", Map.of()).output();
    Path first = shard(runs, "1/2");
    Path second = shard(runs, "2/2");
    Path out = own.resolve("all");

    Sceptic.Result merged = trimunit("merge", second, first, "--out", out);

    assertThat(merged.code()).as(merged.text()).isZero();
    assertThat(merged.text()).contains("2 runs, 3 devices").doesNotContain("in two runs");
    Map<String, byte[]> expected = files(whole);
    Map<String, byte[]> found = files(out);
    assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(100);
    assertThat(out.resolve("verdicts.json"))
        .hasSameTextualContentAs(whole.resolve("verdicts.json"));
    List<String> different = new ArrayList<>();
    expected.forEach(
        (name, content) -> {
          if (!Arrays.equals(content, found.get(name))) {
            different.add(name);
          }
        });
    assertThat(different).isEmpty();
    assertThat(out.resolve("junit")).isDirectoryContaining("glob:**/TEST-yi-camera.xml");
    assertThat(out.resolve("badges")).isDirectoryContaining("glob:**/yi-camera.json");
    assertThat(out.resolve("allure-results")).isDirectoryContaining("glob:**-result.json");
    assertThat(out.resolve("allure-results/environment.properties"))
        .content()
        .contains("yi-camera", "tp-link-bulb")
        .doesNotContain("limited to");

    assertThat(out.resolve("run.json")).content().contains("\"started\"", "\"merged\" : 2");
    Sceptic.Result history = trimunit("history", out, whole, "--out", own.resolve("history"));
    assertThat(history.text()).contains("2 runs, 3 devices, 0 changes").doesNotContain("began");
    assertThat(history.code()).isZero();

    Sceptic.Result half = trimunit("merge", first, "--out", own.resolve("half"));
    assertThat(half.code()).isEqualTo(1);
    assertThat(half.text()).contains("NOT WHOLE: there is no run of shard 2/2");
    assertThat(own.resolve("half/verdicts.json"))
        .content()
        .contains("\"limits\" : \"all but trimunit.shard=2/2\"")
        .contains("; limited to all but trimunit.shard=2/2");
  }
}
