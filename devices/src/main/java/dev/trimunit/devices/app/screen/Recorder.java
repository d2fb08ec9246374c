// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.lab.LabSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes screens as proposals for references, for a tester to review and copy: never into the
 * sources, because a wrong screen that became a reference would pass for ever.
 */
final class Recorder {
  static final String PROPERTY = "trimunit.record-references";

  private final boolean active;
  private final Path folder;
  private final Map<String, Path> recorded = new HashMap<>();

  Recorder(String device, LabSettings settings) {
    this.active = settings.property(PROPERTY).map(Boolean::parseBoolean).orElse(false);
    this.folder = settings.output().resolve("references").resolve(device);
  }

  boolean isActive() {
    return active;
  }

  /**
   * Writes the first screen of a state unless there is a like one from another phone. Later ones
   * are left out: the trial without the recipe's action looks for the same state, and does not show
   * it. Returns where it lies.
   */
  Path record(StateSpec state, byte[] screenshot) {
    return recorded.computeIfAbsent(state.name(), name -> propose(state, screenshot));
  }

  private Path propose(StateSpec state, byte[] screenshot) {
    Picture screen = Png.read(screenshot);
    String name = References.stem(state.name());
    Path file = folder.resolve(name + ".png");
    try {
      for (int next = 2; Files.exists(file); next++) {
        if (isLike(state, screen, Png.read(Files.readAllBytes(file)))) {
          return file;
        }
        file = folder.resolve(name + "-" + next + ".png");
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
}
