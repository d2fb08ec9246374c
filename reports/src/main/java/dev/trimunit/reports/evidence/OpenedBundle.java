// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A bundle that somebody handed on, as a zip file or unpacked. Nothing of it is trusted and nothing
 * is written to the disk.
 */
public final class OpenedBundle {
  private static final int MOST_ENTRIES = 10_000;

  private final SortedMap<String, byte[]> entries;
  private final List<String> problems = new ArrayList<>();
  private final byte[] manifest;

  private OpenedBundle(SortedMap<String, byte[]> entries, List<String> problems) {
    this.entries = entries;
    this.problems.addAll(problems);
    byte[] found = entries.remove(Manifest.NAME);
    this.manifest = found == null ? new byte[0] : found;
    if (found == null) {
      this.problems.add("Missing: " + Manifest.NAME + ", without which nothing can be checked");
    }
    entries.keySet().stream()
        .filter(name -> !name.matches(Bundle.ENTRY))
        .forEach(name -> this.problems.add("Unsafe: no bundle has an entry called " + name));
    this.problems.addAll(Manifest.problems(manifest, entries));
  }

  /**
   * Reads a bundle.
   *
   * @throws IOException if it is none, or larger than any
   */
  public static OpenedBundle read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no such file");
    }
    try {
      return Files.isDirectory(file) ? folder(file) : zip(file);
    } catch (ZipException e) {
      throw new IOException("it is no bundle (%s)".formatted(e.getMessage()), e);
    }
  }

  private static OpenedBundle zip(Path file) throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    SortedSet<String> twice = new TreeSet<>();
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      long left = ForeignFile.most();
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        try (InputStream stream = zip.getInputStream(entry)) {
          byte[] content = ForeignFile.read(stream, left, file.toString());
          left -= content.length;
          if (entries.put(entry.getName(), content) != null) {
            twice.add("Twice: the bundle has several entries called " + entry.getName());
          }
        }
        requireFew(entries, file);
      }
    }
    return new OpenedBundle(entries, List.copyOf(twice));
  }

  private static OpenedBundle folder(Path folder) throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, 8)) {
      files = all.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    long left = ForeignFile.most();
    for (Path file : files) {
      try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] content = ForeignFile.read(stream, left, folder.toString());
        left -= content.length;
        entries.put(folder.relativize(file).toString().replace('\\', '/'), content);
      }
      requireFew(entries, folder);
    }
    return new OpenedBundle(entries, List.of());
  }

  private static void requireFew(SortedMap<String, byte[]> entries, Path file) throws IOException {
    if (entries.size() > MOST_ENTRIES) {
      throw new IOException(file + " has more than " + MOST_ENTRIES + " entries: it is no bundle");
    }
  }

  /** What is not as it was written, a sentence each; empty if nothing was changed. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** The SHA-256 of the manifest. */
  public String checksum() {
    return Manifest.sha256(manifest);
  }

  /** The names of the entries, in order. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** An entry. */
  public Optional<byte[]> entry(String name) {
    return Optional.ofNullable(entries.get(name)).map(byte[]::clone);
  }

  /**
   * The text of an entry that was packed.
   *
   * @throws IOException if it is damaged, or larger than any
   */
  public Optional<String> unpacked(String name) throws IOException {
    byte[] packed = entries.get(name);
    if (packed == null) {
      return Optional.empty();
    }
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] content = ForeignFile.read(stream, ForeignFile.most(), name);
      return Optional.of(new String(content, StandardCharsets.ISO_8859_1));
    }
  }
}
