// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.reports.evidence.Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a stranger hands on is refused before it takes all memory, with the exit code of that. */
@Tag("slow")
final class SmallMemoryTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int UNUSABLE = 2;
  @TempDir private Path folder;

  /** The process. */
  static final class Commands {
    private Commands() {}

    public static void main(String[] args) {
      Object command = args[0].equals("replay") ? new ReplayCommand() : new CompareCommand();
      String[] rest = List.of(args).subList(1, args.length).toArray(String[]::new);
      System.exit(new CommandLine(command).execute(rest));
    }
  }

  private String refused(String... arguments) throws Exception {
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Commands.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(UNUSABLE);
    return Files.readString(said);
  }

  private Path bundle(String entry, Content content) throws IOException {
    Path file = folder.resolve("bomb.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("verdict.json"));
      zip.write("{\"version\": 1, \"verdict\": {}}".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(entry));
      content.write(zip);
    }
    return file;
  }

  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  private static void zeros(OutputStream out, int megabytes) throws IOException {
    byte[] some = new byte[MEGABYTE];
    for (int i = 0; i < megabytes; i++) {
      out.write(some);
    }
  }

  @Test
  void a_bundle_that_unpacks_to_more_than_there_is_room_for() throws Exception {
    Path bomb = bundle("trials/001/journal.jsonl", out -> zeros(out, 250));

    assertThat(refused("replay", bomb.toString()))
        .contains("bomb.zip holds more than 1")
        .contains("MiB, for which this Java has not enough memory")
        .contains("-Xmx");
  }

  @Test
  void a_journal_in_it_that_unpacks_to_more() throws Exception {
    ByteArrayOutputStream journal = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(journal)) {
      zeros(packed, 250);
    }
    Bundle bundle = new Bundle();
    bundle.add("verdict.json", "{\"version\": 1, \"verdict\": {}}");
    bundle.add("journal.jsonl.gz", journal.toByteArray());
    Path bomb = Files.write(folder.resolve("bomb.zip"), bundle.zip());

    assertThat(refused("replay", bomb.toString())).contains("journal.jsonl.gz holds more than 1");
  }

  @Test
  void a_journal_as_it_is() throws Exception {
    assertThat(refused("replay", sparse("camera.jsonl").toString()))
        .contains("camera.jsonl")
        .contains("-Xmx");
  }

  @Test
  void results_to_compare() throws Exception {
    assertThat(refused("compare", sparse("verdicts.json").toString(), folder.toString()))
        .contains("cannot be compared: ")
        .contains("holds more than 1");
  }

  /** A file without content: it takes no room on the disk. */
  private Path sparse(String name) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(300L * MEGABYTE);
    }
    return file;
  }
}
