// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A device's journal on disk: lines that are on the disk when {@link #append} returns, and an
 * archive.
 */
public class JournalFile {
  private static final int MOST_ARCHIVED = 10;

  private final Path folder;
  private final String device;

  public JournalFile(Path folder, String device) {
    this.folder = folder;
    this.device = device;
  }

  String device() {
    return device;
  }

  Path path() {
    return folder.resolve(device + ".jsonl");
  }

  /** The lines so far, a cut one included; none if there is no file. */
  List<String> lines() throws IOException {
    return Files.exists(path()) ? lines(path()) : List.of();
  }

  /**
   * The lines of any journal. Its text is ASCII; whatever else a disk made of it must not stop the
   * reader.
   */
  static List<String> lines(Path journal) throws IOException {
    String text = Files.readString(journal, StandardCharsets.ISO_8859_1);
    return Stream.of(text.split("\n")).filter(line -> !line.isEmpty()).toList();
  }

  /** Adds a line, on a line of its own even after one that was cut. */
  void append(String line) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
        FileChannel.open(
            path(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      channel.position(size);
      write(channel, (endsWithLine(channel, size) ? "" : "\n") + line + "\n");
      channel.force(true);
    }
  }

  private static boolean endsWithLine(FileChannel channel, long size) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return size == 0 || (channel.read(last, size - 1) == 1 && last.get(0) == '\n');
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Puts other lines in the place of all. */
  void replace(List<String> lines) throws IOException {
    Files.createDirectories(folder);
    Path temporary = folder.resolve(device + ".jsonl.new");
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      write(channel, String.join("\n", lines) + "\n");
      channel.force(true);
    }
    Files.move(
        temporary, path(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Puts the journal aside, where nobody resumes it, and says where; the oldest ones go. */
  Optional<Path> archive() throws IOException {
    if (!Files.exists(path())) {
      return Optional.empty();
    }
    Path archive = Files.createDirectories(folder.resolve("archive"));
    List<Path> earlier = new ArrayList<>(archived(archive));
    int next = earlier.isEmpty() ? 1 : number(earlier.get(earlier.size() - 1)) + 1;
    String name = String.format(Locale.ROOT, "%s.%06d.jsonl", device, next);
    Path archived = archive.resolve(name);
    Files.move(path(), archived, StandardCopyOption.ATOMIC_MOVE);
    while (earlier.size() >= MOST_ARCHIVED) {
      Files.deleteIfExists(earlier.remove(0));
    }
    return Optional.of(archived);
  }

  /** The journals that were put aside, the last one first. */
  public List<Path> archived() throws IOException {
    Path archive = folder.resolve("archive");
    List<Path> all = new ArrayList<>(Files.isDirectory(archive) ? archived(archive) : List.of());
    Collections.reverse(all);
    return all;
  }

  private List<Path> archived(Path archive) throws IOException {
    try (Stream<Path> files = Files.list(archive)) {
      return files
          .filter(file -> number(file) > 0)
          .sorted(Comparator.comparingInt(this::number))
          .toList();
    }
  }

  private int number(Path file) {
    String name = file.getFileName().toString();
    boolean ours = name.matches(java.util.regex.Pattern.quote(device) + "\\.\\d{6,9}\\.jsonl");
    return ours ? Integer.parseInt(name.substring(device.length() + 1, name.length() - 6)) : 0;
  }
}
