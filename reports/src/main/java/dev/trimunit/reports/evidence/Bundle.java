// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A bundle under way: named contents, and their checksums. The same contents give the same file.
 */
public final class Bundle {
  /** What entries may be called; nothing that came from the network is one. */
  static final String ENTRY = "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";

  /** The first that a zip file can say, without a zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final byte[] NONE = {};

  private final SortedMap<String, byte[]> entries = new TreeMap<>();
  private byte[] manifest = NONE;

  /**
   * Adds a content.
   *
   * @throws IllegalArgumentException if the name is taken, or is none for a file everywhere
   */
  public void add(String name, byte[] content) {
    if (!name.matches(ENTRY) || name.equals(Manifest.NAME) || entries.containsKey(name)) {
      throw new IllegalArgumentException("An entry of a bundle cannot be called '" + name + "'");
    }
    entries.put(name, content.clone());
    manifest = NONE;
  }

  /** Adds a text. */
  public void add(String name, String text) {
    add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The SHA-256 of the manifest, which covers all contents. */
  public String checksum() {
    return Manifest.sha256(manifest());
  }

  private byte[] manifest() {
    if (manifest.length == 0) {
      manifest = Manifest.of(entries).getBytes(StandardCharsets.UTF_8);
    }
    return manifest;
  }

  /** The zip file. */
  public byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      put(zip, Manifest.NAME, manifest());
      for (var entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A file in memory could not be written", e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** Packs what several bundles share once; the bytes hold no time. */
  public static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("A file in memory could not be written", e);
    }
    return bytes.toByteArray();
  }
}
