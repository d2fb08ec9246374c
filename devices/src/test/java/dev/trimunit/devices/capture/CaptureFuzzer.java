// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.file.CaptureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What Jazzer calls with ever new octets: {@code mvn -Pfuzz}. Any exception but the refusal of a
 * file is a finding.
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

  /** Where fuzzing starts. */
  public static byte[][] seeds() {
    return CaptureSeeds.all();
  }
}
