// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real programs with another time, by libfaketime. Waits and time-outs of a program go by its
 * monotonic clock, which is left alone.
 */
public final class FakeTime {
  private static final String FILE = "FAKETIME_TIMESTAMP_FILE";
  private static final List<String> ALWAYS =
      List.of("FAKETIME_NO_CACHE", "FAKETIME_DONT_FAKE_MONOTONIC", "DONT_FAKE_MONOTONIC");

  /** What a program's environment must go on to have. */
  public static final List<String> VARIABLES =
      Stream.concat(Stream.of(FILE), ALWAYS.stream()).toList();

  private static final String NAME = "faketime/libfaketime.so.1";

  private final Path library;

  private FakeTime(Path library) {
    this.library = library;
  }

  /**
   * The system's library, below whatever folder its kind of machine has; empty if there is none.
   */
  public static Optional<FakeTime> find() {
    return find(List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib")));
  }

  static Optional<FakeTime> find(List<Path> roots) {
    return roots.stream()
        .flatMap(FakeTime::places)
        .map(folder -> folder.resolve(NAME))
        .filter(Files::isReadable)
        .findFirst()
        .map(FakeTime::new);
  }

  /** Debian has a folder per kind of machine; others have none. */
  private static Stream<Path> places(Path root) {
    if (!Files.isDirectory(root)) {
      return Stream.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      List<Path> kinds =
          folders.filter(folder -> folder.getFileName().toString().contains("-linux-")).toList();
      return Stream.concat(Stream.of(root), kinds.stream().sorted());
    } catch (IOException e) {
      return Stream.of(root);
    }
  }

  /** A command whose time is the lab's, also when that is skipped while it runs. */
  public List<String> follow(SharedTime time, List<String> command) {
    return under(FILE + "=" + time.file(), command);
  }

  /** A command whose time is another one than the machine's. */
  public List<String> shift(Duration by, List<String> command) {
    return under("FAKETIME=" + SharedTime.text(by), command);
  }

  private List<String> under(String which, List<String> command) {
    List<String> all = new ArrayList<>(List.of("env", "LD_PRELOAD=" + library, which));
    ALWAYS.forEach(name -> all.add(name + "=1"));
    all.addAll(command);
    return all;
  }
}
