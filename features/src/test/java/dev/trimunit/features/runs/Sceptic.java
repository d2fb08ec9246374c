// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import dev.trimunit.command.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** What somebody does with bundles who has neither the lab nor our classes: unpack, change, ask. */
final class Sceptic {
  private Sceptic() {}

  /** The exit code and everything that was printed. */
  record Result(int code, String text) {}

  static List<Path> bundles(FolderRun.Said run) throws IOException {
    try (Stream<Path> files = Files.walk(run.output().resolve("evidence"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static Result trimunit(Object... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Main.execute(writer, writer, texts);
    return new Result(code, out.toString());
  }

  static Path bundle(List<Path> bundles, String part) {
    return bundles.stream()
        .filter(file -> file.getFileName().toString().startsWith(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No bundle " + part + " in " + bundles));
  }

  static Map<String, byte[]> entries(Path bundle) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  static Path packed(Path folder, Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("changed.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  static String text(Map<String, byte[]> entries, String name) {
    return new String(entries.get(name), StandardCharsets.UTF_8);
  }

  static Map<String, byte[]> resealed(Map<String, byte[]> entries) throws Exception {
    StringBuilder manifest = new StringBuilder();
    for (var entry : entries.entrySet()) {
      if (!entry.getKey().equals("MANIFEST.sha256")) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(entry.getValue());
        manifest.append(HexFormat.of().formatHex(hash)).append("  ").append(entry.getKey());
        manifest.append('\n');
      }
    }
    entries.put("MANIFEST.sha256", manifest.toString().getBytes(StandardCharsets.UTF_8));
    return entries;
  }
}
