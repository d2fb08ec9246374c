// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.RecordedScreen.Finding;
import dev.trimunit.engine.lab.RecordedScreen.Likeness;
import dev.trimunit.engine.lab.RecordedScreenBuilder;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Attachment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes screens as proposals for references, for a tester to review and keep: never into the
 * sources, because a wrong screen that became a reference would pass for ever.
 */
final class Recorder {
  static final String PROPERTY = "trimunit.record-references";

  private final boolean active;
  private final String phone;
  private final Path folder;
  private final Map<String, Shown> shown = new LinkedHashMap<>();

  Recorder(String device, String phone, LabSettings settings) {
    this.active =
        settings.property(PROPERTY).map(v -> v.isBlank() || Boolean.parseBoolean(v)).orElse(false);
    this.phone = phone;
    this.folder = settings.output().resolve("references").resolve(device);
  }

  /** The first screen of a state, and how it compares with the references that there were. */
  private record Shown(
      StateSpec state, Picture screen, Finding finding, Path file, ScreenCheck check) {}

  boolean isActive() {
    return active;
  }

  /**
   * A state that no usable reference tells: its first screen is proposed. Later ones are left out.
   *
   * @param why there is nothing to compare with
   */
  ScreenCheck first(StateSpec state, byte[] screenshot, Attachment shot, String why) {
    String name =
        state.references().stream().findFirst().orElse(References.stem(state.name()) + ".png");
    Shown first =
        shown.computeIfAbsent(
            state.name(),
            key -> {
              Path file = propose(state, screenshot, name);
              ScreenCheck check =
                  new ScreenCheck(
                      true, 0, "Recorded, not compared: review " + file + why, List.of(shot));
              return new Shown(state, Png.read(screenshot), Finding.NEW, file, check);
            });
    return first.check();
  }

  /**
   * A state that was compared: its first screen is proposed if it differs, and counts as shown, so
   * that the recipe goes on.
   *
   * @param reference the nearest reference's name
   */
  ScreenCheck compared(StateSpec state, byte[] screenshot, ScreenCheck check, String reference) {
    Finding finding = check.matches() ? Finding.SAME : Finding.CHANGED;
    Shown first =
        shown.computeIfAbsent(
            state.name(),
            key -> {
              Path file =
                  check.matches()
                      ? check.pictures().get(0).file()
                      : propose(state, screenshot, reference);
              return new Shown(state, Png.read(screenshot), finding, file, check);
            });
    return check.matches()
        ? check
        : new ScreenCheck(
            true,
            check.difference(),
            "Recorded: " + check.reason() + "; review " + first.file(),
            check.pictures());
  }

  /** Writes a screen unless there is a like one from another phone. */
  private Path propose(StateSpec state, byte[] screenshot, String name) {
    Picture screen = Png.read(screenshot);
    String stem = name.endsWith(".png") ? name.substring(0, name.length() - 4) : name;
    Path file = folder.resolve(stem + ".png");
    try {
      for (int next = 2; Files.exists(file); next++) {
        if (isLike(state, screen, Png.read(Files.readAllBytes(file)))) {
          return file;
        }
        file = folder.resolve(stem + "-" + next + ".png");
      }
      Files.createDirectories(folder);
      return Files.write(file, screenshot);
    } catch (IOException e) {
      throw new UncheckedIOException("A proposed reference cannot be written to " + file, e);
    }
  }

  private static boolean isLike(StateSpec state, Picture screen, Picture recorded) {
    return screen.width() == recorded.width()
        && screen.height() == recorded.height()
        && ScreenComparator.compare(screen, recorded, state.cropRegion(), state.maskRegions())
            .matches();
  }

  /** What was seen so far, each state with its likeness to the others. */
  List<RecordedScreen> recorded() {
    return shown.values().stream().map(this::recorded).toList();
  }

  private RecordedScreen recorded(Shown one) {
    List<Attachment> pictures = one.check().pictures();
    boolean changed = one.finding() == Finding.CHANGED && pictures.size() > 2;
    return RecordedScreenBuilder.stagedBuilder()
        .state(one.state().name())
        .phone(phone)
        .finding(one.finding())
        .screen(one.file())
        .reference(changed ? Optional.of(pictures.get(1).file()) : Optional.empty())
        .difference(changed ? Optional.of(pictures.get(2).file()) : Optional.empty())
        .distance(one.check().difference())
        .others(likenesses(one))
        .build();
  }

  private List<Likeness> likenesses(Shown one) {
    List<Likeness> others = new ArrayList<>();
    for (Shown other : shown.values()) {
      if (!other.state().name().equals(one.state().name())) {
        likeness(one, other).ifPresent(others::add);
      }
    }
    return others;
  }

  /** Empty if they cannot be compared: where the check looks, one of them has nothing. */
  private static Optional<Likeness> likeness(Shown one, Shown other) {
    try {
      Comparison comparison =
          ScreenComparator.compare(
              other.screen(), one.screen(), one.state().cropRegion(), one.state().maskRegions());
      return Optional.of(
          new Likeness(other.state().name(), comparison.difference(), comparison.matches()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
