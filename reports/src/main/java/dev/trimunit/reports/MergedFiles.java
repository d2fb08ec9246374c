// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.evidence.ForeignFile;
import dev.trimunit.reports.tables.MergedTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of several runs beside their {@code verdicts.json}, in one folder. */
final class MergedFiles {
  /** Folders with one folder for each device. */
  private static final List<String> OF_DEVICES = List.of("exports", "captures");

  /** As Allure's file of properties has it. */
  private static final String LIMITED = Pattern.quote(RunData.LIMITED_TO) + ".*";

  private final Path out;
  private final List<String> sentences = new ArrayList<>();

  /**
   * A device.
   *
   * @param id a checked one: it becomes part of paths
   * @param folder the output folder of the run that had it
   */
  record Part(String id, String name, Path folder) {}

  MergedFiles(Path out) {
    this.out = out;
  }

  /** What is not there, and why. */
  List<String> sentences() {
    return List.copyOf(sentences);
  }

  /**
   * Takes over what each device has of its own, and makes one of each table.
   *
   * @param parts in the order of results
   */
  void write(List<Part> parts) throws IOException {
    for (Part part : parts) {
      for (String folder : OF_DEVICES) {
        tree(
            part.folder().resolve(folder).resolve(part.id()),
            out.resolve(folder).resolve(part.id()));
      }
      file(part, "badges/%s.json");
      file(part, "junit/TEST-%s.xml");
    }
    tables(parts);
    times(new LinkedHashSet<>(parts.stream().map(Part::folder).toList()));
    allure(new LinkedHashSet<>(parts.stream().map(Part::folder).toList()));
  }

  private void file(Part part, String pattern) throws IOException {
    String name = pattern.formatted(part.id());
    Path from = part.folder().resolve(name);
    if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
      copy(from, out.resolve(name));
    }
  }

  /** What is a link leads anywhere, and is left where it is. */
  private static void tree(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file :
          files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
        copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  /** When the first of the runs began and the last one ended, if each of them says so. */
  private void times(Set<Path> runs) throws IOException {
    if (runs.isEmpty()) {
      return;
    }
    TreeSet<String> started = new TreeSet<>();
    TreeSet<String> finished = new TreeSet<>();
    for (Path run : runs) {
      Path file = run.resolve("run.json");
      if (!Files.isRegularFile(file)) {
        return;
      }
      JsonNode root = Json.read(ForeignFile.read(file));
      started.add(root.path("started").asText());
      finished.add(root.path("finished").asText());
    }
    ObjectNode root = Json.object();
    root.put("version", VerdictsJson.VERSION);
    root.put("started", started.first());
    root.put("finished", finished.last());
    root.put("merged", runs.size());
    Files.writeString(out.resolve("run.json"), Json.text(root));
  }

  private void tables(List<Part> parts) throws IOException {
    List<String> names = parts.stream().map(Part::name).toList();
    if (new HashSet<>(names).size() < names.size()) {
      sentences.add("no tables: two devices have one name, by which tables tell them apart");
      return;
    }
    Map<Path, List<String>> runs = new LinkedHashMap<>();
    parts.forEach(p -> runs.computeIfAbsent(p.folder(), f -> new ArrayList<>()).add(p.name()));
    Set<String> all = new TreeSet<>();
    for (Path run : runs.keySet()) {
      all.addAll(tablesOf(run));
    }
    for (String table : all) {
      MergedTables merged = new MergedTables();
      boolean complete = true;
      for (Map.Entry<Path, List<String>> run : runs.entrySet()) {
        Path file = run.getKey().resolve("tables").resolve(table);
        complete &= Files.isRegularFile(file);
        if (complete) {
          add(merged, file, run.getValue());
        }
      }
      if (complete) {
        Path to = out.resolve("tables").resolve(table);
        Files.createDirectories(to.getParent());
        Files.writeString(to, merged.text(names));
      } else {
        sentences.add("no tables/%s: not every run has it".formatted(table));
      }
    }
  }

  private static void add(MergedTables merged, Path file, List<String> names) throws IOException {
    try {
      merged.add(new String(ForeignFile.read(file), StandardCharsets.UTF_8), names);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s cannot be merged: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<String> tablesOf(Path run) throws IOException {
    Path folder = run.resolve("tables");
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.csv")) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      }
    }
    return names;
  }

  /** Allure's results lie beside a run's output folder; their names are made to be unique. */
  private void allure(Set<Path> runs) throws IOException {
    Path to = out.resolve("allure-results");
    for (Path run : runs) {
      Path results = run.toAbsolutePath().normalize().resolveSibling("allure-results");
      if (!Files.isDirectory(results, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      Files.createDirectories(to);
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(
              results, f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))) {
        for (Path file : files) {
          allure(file, to.resolve(file.getFileName().toString()));
        }
      }
    }
  }

  /** What the run was limited to is not what all of them were. */
  private static void allure(Path file, Path to) throws IOException {
    if (to.endsWith("environment.properties")) {
      Set<String> lines = new LinkedHashSet<>();
      for (Path one : Files.exists(to) ? List.of(to, file) : List.of(file)) {
        Files.readAllLines(one).stream()
            .map(line -> line.replaceFirst(LIMITED, ""))
            .filter(line -> !line.matches("trimunit\\.(limits|device|shard|features).*"))
            .forEach(lines::add);
      }
      Files.write(to, lines);
    } else if (!Files.exists(to)) {
      Files.copy(file, to);
    }
  }
}
