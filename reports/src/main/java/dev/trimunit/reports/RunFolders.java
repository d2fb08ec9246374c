// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Output folders of runs, wherever they lie below some folders. */
final class RunFolders {
  private static final String RESULTS = "verdicts.json";

  /** What a run makes before its results. */
  private static final List<String> TRACES = List.of("captures", "run.json", "evidence");

  private final SortedSet<Path> files = new TreeSet<>();
  private final SortedMap<Path, String> without = new TreeMap<>();

  /** The results, each once. */
  SortedSet<Path> files() {
    return files;
  }

  /** Folders that look like a run's and have no results, each with the reason. */
  SortedMap<Path, String> without() {
    return without;
  }

  /**
   * Looks at a place, and below it.
   *
   * @throws IOException if it is not there
   */
  void add(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      files.add(place.toRealPath());
      return;
    }
    if (!Files.isDirectory(place)) {
      throw new IOException(
          "there is no folder %s: name output folders of runs, or folders that have some"
              .formatted(place));
    }
    int known = files.size() + without.size();
    Files.walkFileTree(place.toRealPath(), new Search());
    if (files.size() + without.size() == known) {
      without.put(place, "there is no run in it: no folder has a verdicts.json");
    }
  }

  private final class Search extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      Path results = folder.resolve(RESULTS);
      if (Files.isRegularFile(results)) {
        files.add(results);
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (TRACES.stream().anyMatch(trace -> Files.exists(folder.resolve(trace)))) {
        without.put(folder, "the run was cut off, or still goes on: it has no verdicts.json");
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      without.put(file, "it cannot be read: " + e.getMessage());
      return FileVisitResult.CONTINUE;
    }
  }
}
