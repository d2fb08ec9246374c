// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Jazzer calls with ever new octets: {@code mvn -Pfuzz}. Any exception but the refusal of a
 * file is a finding. {@link #main} writes the seeds into a folder.
 */
public final class CaptureFuzzer {
  private CaptureFuzzer() {}

  public static void fuzzerTestOneInput(byte[] file) {
    try {
      Destinations.read(() -> new ByteArrayInputStream(file), LocalPrefixes.standard());
    } catch (CaptureException refused) {
      // A sentence for the file's owner, as it should be.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void main(String[] folder) throws IOException {
    byte[][] seeds = CaptureSeeds.all();
    for (int i = 0; i < seeds.length; i++) {
      Files.write(Files.createDirectories(Path.of(folder[0])).resolve("seed-" + i), seeds[i]);
    }
  }
}
