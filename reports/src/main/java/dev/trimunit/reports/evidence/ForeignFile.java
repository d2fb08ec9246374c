// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that somebody handed on: read as far as there is room for it. What it holds becomes many
 * times as large in memory, and a file of a few octets may unpack to any size.
 */
public final class ForeignFile {
  private static final long MOST_OCTETS = 256L << 20;

  /** So many times what is read, the memory must be. */
  private static final int SHARE = 16;

  private ForeignFile() {}

  /** How many octets of one file are read, with the memory that this Java has. */
  static long most() {
    return Math.min(MOST_OCTETS, Runtime.getRuntime().maxMemory() / SHARE);
  }

  /**
   * All of a file.
   *
   * @throws IOException if it cannot be read, or is larger than any
   */
  public static byte[] read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return read(stream, most(), file.toString());
    }
  }

  /** The rest of a stream, of which so much may come. */
  static byte[] read(InputStream stream, long left, String name) throws IOException {
    byte[] content = stream.readNBytes((int) left + 1);
    if (content.length > left) {
      throw new IOException(
          "%s holds more than %d MiB, %s"
              .formatted(
                  name,
                  most() >> 20,
                  most() == MOST_OCTETS
                      ? "which no file of ours does"
                      : "for which this Java has not enough memory: if it is no forgery, give it more with -Xmx"));
    }
    return content;
  }
}
