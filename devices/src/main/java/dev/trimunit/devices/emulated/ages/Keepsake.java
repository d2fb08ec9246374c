// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.devices.life.DeviceClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a device has of its clock and its logins without power: a line for each. */
public final class Keepsake {
  private static final String CLOCK = "clock";
  private static final int CLOCK_WORDS = 5;
  private static final int LOGIN_WORDS = 2;
  private final Path file;

  /** One in a file, which need not be there yet. */
  public Keepsake(Path file) {
    this.file = file;
  }

  Optional<DeviceClock.State> clock() {
    return lines()
        .filter(words -> words.length == CLOCK_WORDS && words[0].equals(CLOCK))
        .findFirst()
        .map(
            words ->
                new DeviceClock.State(
                    Instant.parse(words[1]),
                    Instant.parse(words[2]),
                    Instant.parse(words[3]),
                    Instant.parse(words[4])));
  }

  Map<String, Instant> tokens() {
    Map<String, Instant> tokens = new HashMap<>();
    lines()
        .filter(words -> words.length == LOGIN_WORDS)
        .forEach(words -> tokens.put(words[0], Instant.parse(words[1])));
    return tokens;
  }

  private Stream<String[]> lines() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(line -> line.split(" ", -1))
          : Stream.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keep(DeviceClock.State clock, Map<String, Instant> tokens) {
    StringBuilder text = new StringBuilder();
    text.append(CLOCK).append(' ').append(clock.shown()).append(' ').append(clock.since());
    text.append(' ').append(clock.saved()).append(' ').append(clock.poweredOn()).append('\n');
    tokens.forEach((id, issued) -> text.append(id).append(' ').append(issued).append('\n'));
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
