// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProposedReferencesTest {
  @TempDir Path folder;
  private Path output;
  private Path resources;
  private ProposedReferences proposals;

  @BeforeEach
  void two_proposals_and_a_reference() throws IOException {
    output = folder.resolve("out");
    resources = Files.createDirectories(folder.resolve("resources"));
    proposals = new ProposedReferences(output, resources);
    propose("bulb", "on.png", "new on");
    propose("bulb", "off.png", "new off");
    reference("on.png", "old on");
  }

  private void propose(String device, String name, String content) throws IOException {
    Path place = Files.createDirectories(output.resolve("references").resolve(device));
    Files.writeString(place.resolve(name), content);
  }

  private Path reference(String name, String content) throws IOException {
    Path place = Files.createDirectories(resources.resolve("references/bulb"));
    return Files.writeString(place.resolve(name), content);
  }

  private Path kept(String name) {
    return resources.resolve("references/bulb").resolve(name);
  }

  @Test
  void nothing_is_overwritten_unasked() {
    List<String> said = proposals.keep(List.of("bulb"), false);
    assertThat(kept("on.png")).hasContent("old on");
    assertThat(kept("on-2.png")).hasContent("new on");
    assertThat(kept("off.png")).hasContent("new off");
    assertThat(said).containsExactly(kept("off.png") + " is new", kept("on-2.png") + " is new");
  }

  @Test
  void what_is_there_already_is_not_kept_twice() {
    proposals.keep(List.of("bulb"), false);
    assertThat(proposals.keep(List.of("bulb"), false))
        .containsExactly(
            kept("off.png") + " is there already", kept("on-2.png") + " is there already");
    assertThat(kept("on-3.png")).doesNotExist();
  }

  @Test
  void who_asks_to_replace_gets_it_replaced() {
    List<String> said = proposals.keep(List.of("bulb"), true);
    assertThat(kept("on.png")).hasContent("new on");
    assertThat(kept("on-2.png")).doesNotExist();
    assertThat(said).contains(kept("on.png") + " was replaced");
  }

  @Test
  void another_device_is_left_alone() throws IOException {
    propose("camera", "live.png", "live");
    proposals.keep(List.of("camera"), false);
    assertThat(resources.resolve("references/camera/live.png")).hasContent("live");
    assertThat(kept("off.png")).doesNotExist();
  }

  @Test
  void a_recording_begins_without_the_proposals_of_an_earlier_one() {
    proposals.forget(List.of("bulb"));
    assertThatThrownBy(() -> proposals.keep(List.of("bulb"), false))
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll("No picture is proposed for bulb", "-Dtrimunit.record-references");
    assertThat(kept("on.png")).hasContent("old on");
  }

  @Test
  void a_folder_without_specs_is_named() {
    ProposedReferences lost = new ProposedReferences(output, folder.resolve("src/test/resources"));
    assertThatThrownBy(() -> lost.keep(List.of("bulb"), false))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("Run this where the specs are");
  }
}
