// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes reports one after the other: one that cannot be written, or for which there is not enough
 * memory, keeps nobody from the others.
 */
final class ReportParts {
  private final List<Failed> failed = new ArrayList<>();

  private record Failed(String name, Throwable why) {
    @Override
    public String toString() {
      return name + " (" + why + ")";
    }
  }

  /** Writes something. */
  interface Writing {
    /** Does it. */
    void write() throws IOException;
  }

  /** Makes something that others need. */
  interface Making<T> {
    /** Does it. */
    T make() throws IOException;
  }

  void write(String name, Writing part) {
    make(
        name,
        () -> {
          part.write();
          return true;
        },
        false);
  }

  /** What is made, or what there is without it. */
  <T> T make(String name, Making<T> part, T without) {
    try {
      return part.make();
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      failed.add(new Failed(name, e));
      return without;
    }
  }

  /** Says what could not be written. */
  void rethrow(Path output) {
    if (failed.isEmpty()) {
      return;
    }
    String sentence =
        "Reports cannot be written to %s: %s"
            .formatted(output, String.join("; ", failed.stream().map(Failed::toString).toList()));
    throw failed.get(0).why() instanceof IOException first
        ? new UncheckedIOException(sentence, first)
        : new IllegalStateException(sentence, failed.get(0).why());
  }
}
