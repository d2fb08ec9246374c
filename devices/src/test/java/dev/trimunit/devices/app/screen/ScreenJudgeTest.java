// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.app.FolderResources;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.lab.ScreenCheck;
import java.io.IOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class ScreenJudgeTest {
  private static final Picture OFF = Sketch.tiles().picture();
  private static final Picture ON = Sketch.tiles().disc(250, 640, 60, true).picture();
  private static final String TILE = "400x300+100+500";

  @TempDir Path resources;
  @TempDir Path output;

  @Test
  void any_of_several_references_will_do() throws IOException {
    reference("on.png", PngWriter.write(ON));
    reference("on-2.png", PngWriter.write(Sketch.tiles().disc(250, 640, 66, true).picture()));
    ScreenJudge judge = judge(state("on", TILE));
    assertThat(judge.judge("on", shows(ON)).matches()).isTrue();
    ScreenCheck second =
        judge.judge("on", shows(Sketch.tiles().disc(250, 640, 66, false).picture()));
    assertThat(second.matches()).isTrue();
    assertThat(second.reason()).endsWith("against on-2.png");
    assertThat(judge.judge("on", shows(OFF)).matches()).isFalse();
  }

  @Test
  void a_state_that_another_reference_shows_better_is_not_shown() throws IOException {
    reference(
        "warm.png", PngWriter.write(Sketch.tiles().box(150, 550, 200, 200, 0xfff4e0).picture()));
    reference(
        "cold.png", PngWriter.write(Sketch.tiles().box(150, 550, 200, 200, 0xf9f4e6).picture()));
    ScreenJudge judge = judge(state("warm", TILE), state("cold", TILE));
    ScreenCheck check =
        judge.judge("warm", shows(Sketch.tiles().box(150, 550, 200, 200, 0xfaf4e5).picture()));
    assertThat(check.matches()).isFalse();
    assertThat(check.reason()).endsWith("against warm.png, but cold.png is nearer");
  }

  @Test
  void a_state_may_be_told_by_what_a_tap_changes() {
    StateSpec moving =
        new StateSpec("moving", List.of(), Optional.of(TILE), List.of(), Optional.empty(), true);
    ScreenJudge judge = judge(moving);
    assertThatThrownBy(() -> judge.judge("moving", shows(OFF)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("nothing was tapped before");
    judge.beforeTap(shows(OFF));
    assertThat(judge.judge("moving", shows(OFF)).matches()).isFalse();
    ScreenCheck moved = judge.judge("moving", shows(ON));
    assertThat(moved.matches()).isTrue();
    assertThat(moved.reason())
        .startsWith("The screen shows 'moving': 1 place differs")
        .endsWith("since the last tap");
    assertThat(moved.pictures()).hasSize(3);
  }

  @Test
  void a_crop_outside_of_the_picture_names_state_file_and_sizes() throws IOException {
    reference("on.png", PngWriter.write(ON));
    assertThatThrownBy(() -> judge(state("on", "100x100+1000+2000")).judge("on", shows(ON)))
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll(
            "State 'on' of bulb",
            "references/bulb/on.png",
            "the crop 100x100+1000+2000 lies outside",
            "1080 x 2220",
            "Correct the crop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100x100", "0x10+0+0", "100x100+-1+0", "9999999x1+0+0", "<b>", ""})
  void a_crop_that_is_no_region_says_what_was_found(String crop) {
    assertThatThrownBy(() -> state("on", crop))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*\\d.*");
  }

  @Test
  void an_unusable_reference_names_the_file_and_what_it_is() throws IOException {
    reference("on.png", "<html>not found</html>".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> judge().judge("on", shows(ON)))
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll(
            "references/bulb/on.png", "no PNG file: it begins with '<html>not fo'", "Replace it");

    byte[] huge = PngWriter.write(ON);
    ByteBuffer.wrap(huge).putInt(16, 100_000).putInt(20, 100_000);
    reference("off.png", huge);
    assertThatThrownBy(() -> judge().judge("off", shows(ON)))
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll(
            "references/bulb/off.png", "a picture of 100,000 x 100,000 pixels");
  }

  @Test
  void a_screenshot_that_is_no_picture_is_the_phones_fault() throws IOException {
    reference("on.png", PngWriter.write(ON));
    byte[] huge = PngWriter.write(ON);
    ByteBuffer.wrap(huge).putInt(16, 100_000).putInt(20, 100_000);
    for (byte[] screenshot : List.of(new byte[0], "oops".getBytes(StandardCharsets.UTF_8), huge)) {
      assertThatThrownBy(() -> judge().judge("on", new Shown(screenshot)))
          .isInstanceOf(LabFault.class);
    }
  }

  @Test
  void a_named_reference_that_is_missing_lists_what_there_is() throws IOException {
    reference("on.png", PngWriter.write(ON));
    StateSpec spec =
        new StateSpec("lit", List.of("onn.png"), Optional.empty(), List.of(), Optional.empty());
    assertThatThrownBy(() -> judge(spec).judge("lit", shows(ON)))
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll("references/bulb/onn.png", "There are: references/bulb/on.png");
  }

  @Test
  void a_state_of_any_name_writes_into_its_folder_only() throws IOException {
    String name = "../../etc/<b>\u0000\n" + "x".repeat(300);
    StateSpec spec =
        new StateSpec(name, List.of("on.png"), Optional.empty(), List.of(), Optional.empty());
    reference("on.png", PngWriter.write(ON));
    ScreenCheck check = judge(spec).judge(name, shows(OFF));
    assertThat(check.pictures())
        .hasSize(3)
        .allSatisfy(
            picture -> assertThat(picture.file().normalize()).startsWith(output).isNotEmptyFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../../on", "/tmp/on", "on/..", "..", "a\u0000b", "a\nb", "con\\..\\x", "x%n"})
  void a_state_of_any_name_is_looked_for_and_recorded_in_its_folder_only(String name)
      throws IOException {
    List<String> looked = new ArrayList<>();
    FolderResources folder = new FolderResources(resources);
    Resources listening =
        new Resources() {
          @Override
          public Optional<URL> find(String path) {
            looked.add(path);
            return folder.find(path);
          }

          @Override
          public List<String> list(String where, String suffix) {
            return folder.list(where, suffix);
          }
        };
    LabSettings settings =
        new LabSettings(1, output, listening, Map.of("trimunit.record-references", "true"));
    for (String state : List.of(name, name + "x".repeat(9_000))) {
      new ScreenJudge("bulb", "../phone", List.of(), settings).judge(state, shows(ON));
    }
    assertThat(looked).isNotEmpty().allMatch(p -> p.matches("references/bulb/[a-z0-9-]+\\.png"));
    try (Stream<Path> files = Files.walk(output)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> output.relativize(f).toString()))
          .hasSize(4)
          .allMatch(f -> f.matches("(references/bulb|screens/phone)/[a-z0-9-]+\\.png"));
    }
  }

  @Test
  void what_was_recorded_is_found_when_it_is_copied() throws IOException {
    LabSettings settings =
        new LabSettings(
            1,
            output,
            new FolderResources(resources),
            Map.of("trimunit.record-references", "true"));
    for (String state : List.of("Full On", "on", "50 %")) {
      new ScreenJudge("bulb", "phone", List.of(), settings).judge(state, shows(ON));
      Files.createDirectories(resources.resolve("references/bulb"));
      try (Stream<Path> files = Files.list(output.resolve("references/bulb"))) {
        for (Path file : files.toList()) {
          Files.move(file, resources.resolve("references/bulb").resolve(file.getFileName()));
        }
      }
      assertThat(judge().judge(state, shows(ON)).matches()).isTrue();
    }
  }

  private ScreenJudge recording(StateSpec... states) {
    LabSettings settings =
        new LabSettings(
            1,
            output,
            new FolderResources(resources),
            Map.of("trimunit.record-references", "true"));
    return new ScreenJudge("bulb", "phone", List.of(states), settings);
  }

  @Test
  void a_recording_says_what_is_new_changed_and_the_same() throws IOException {
    reference("on.png", PngWriter.write(ON));
    reference("off.png", PngWriter.write(ON));
    ScreenJudge judge = recording();
    assertThat(judge.judge("on", shows(ON)).matches()).isTrue();
    assertThat(judge.judge("off", shows(OFF)).matches()).as("so that the recipe goes on").isTrue();
    assertThat(judge.judge("asleep", shows(OFF)).matches()).isTrue();
    assertThat(judge.recorded())
        .extracting(screen -> screen.state() + " " + screen.finding())
        .containsExactly("on SAME", "off CHANGED", "asleep NEW");
    RecordedScreen off = judge.recorded().get(1);
    assertThat(off.screen()).isEqualTo(output.resolve("references/bulb/off.png"));
    assertThat(off.reference().orElseThrow()).isNotEmptyFile();
    assertThat(off.difference().orElseThrow()).isNotEmptyFile();
    assertThat(off.others())
        .extracting(other -> other.state() + " " + other.alike())
        .containsExactly("on false", "asleep true");
  }

  @Test
  void what_changed_is_proposed_by_the_name_of_the_reference_that_it_differs_from()
      throws IOException {
    reference("full.png", PngWriter.write(ON));
    StateSpec on =
        new StateSpec("on", List.of("full.png"), Optional.empty(), List.of(), Optional.empty());
    StateSpec off =
        new StateSpec("off", List.of("none.png"), Optional.empty(), List.of(), Optional.empty());
    ScreenJudge judge = recording(on, off);
    judge.judge("on", shows(OFF));
    judge.judge("off", shows(OFF));
    assertThat(judge.recorded())
        .extracting(screen -> screen.screen().getFileName().toString())
        .containsExactly("full.png", "none.png");
  }

  @Test
  void a_reference_that_cannot_be_used_is_no_obstacle_to_a_recording() throws IOException {
    reference("on.png", new byte[] {1, 2, 3});
    ScreenJudge judge = recording();
    assertThat(judge.judge("on", shows(ON)).reason())
        .startsWith("Recorded, not compared")
        .contains("is not usable");
  }

  private ScreenJudge judge(StateSpec... states) {
    LabSettings settings = new LabSettings(1, output, new FolderResources(resources), Map.of());
    return new ScreenJudge("bulb", "../phone LAN", List.of(states), settings);
  }

  private static StateSpec state(String name, String crop) {
    return new StateSpec(name, List.of(), Optional.of(crop), List.of(), Optional.empty());
  }

  private void reference(String name, byte[] file) throws IOException {
    Files.createDirectories(resources.resolve("references/bulb"));
    Files.write(resources.resolve("references/bulb").resolve(name), file);
  }

  private static ScreenView shows(Picture picture) {
    return new Shown(PngWriter.write(picture));
  }

  private record Shown(byte[] screenshot) implements ScreenView {
    @Override
    public Optional<String> attribute(String label, String attribute) {
      return Optional.empty();
    }
  }
}
