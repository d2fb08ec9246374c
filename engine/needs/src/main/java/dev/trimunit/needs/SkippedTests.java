// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.needs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the tests that were skipped for what the machine lacks, and says so in the file that the
 * build names ({@code needs.skipped}) and shows when a module's tests are over.
 */
public final class SkippedTests implements TestExecutionListener {
  /** By the unique id of what was skipped. */
  private static final Map<String, Collection<String>> LACKING = new ConcurrentHashMap<>();

  private final Set<String> missing = new TreeSet<>();
  private long tests;
  private @Nullable TestPlan plan;

  static void lacks(String uniqueId, Collection<String> missing) {
    LACKING.put(uniqueId, List.copyOf(missing));
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan started) {
    plan = started;
    tests = 0;
    missing.clear();
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier skipped, String reason) {
    Collection<String> lacking = LACKING.remove(skipped.getUniqueId());
    if (lacking != null) {
      missing.addAll(lacking);
      tests += tests(skipped);
    }
  }

  /** Those below what was skipped; a template, whose invocations nobody knows yet, is one. */
  private long tests(TestIdentifier skipped) {
    TestPlan known = Objects.requireNonNull(plan);
    return Stream.concat(Stream.of(skipped), known.getDescendants(skipped).stream())
        .filter(each -> known.getChildren(each).isEmpty())
        .count();
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan finished) {
    String file = System.getProperty("needs.skipped", "");
    if (tests > 0 && !file.isEmpty()) {
      add(Path.of(file).toAbsolutePath());
    }
  }

  /** Each of the processes that test a module has its line in a second file. */
  private void add(Path file) {
    Path counts = file.resolveSibling(file.getFileName() + ".counts");
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        String line = tests + "\t" + String.join("\t", missing).replaceAll("\\R", " ") + "\n";
        Files.writeString(counts, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.writeString(file, sentence(Files.readAllLines(counts)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The count of skipped tests cannot be written", e);
    }
  }

  private static String sentence(List<String> counts) {
    long sum = 0;
    Set<String> all = new TreeSet<>();
    for (String line : counts) {
      List<String> cells = Arrays.asList(line.split("\t"));
      sum += Long.parseLong(cells.get(0));
      all.addAll(cells.subList(1, cells.size()));
    }
    return "%d tests were skipped, as this machine lacks: %s. To run them: devices/install-lab --tests%n"
        .formatted(sum, String.join("; ", all));
  }
}
