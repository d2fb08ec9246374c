// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The packets of a capture file from an offset on. */
public final class PcapTail {
  private static final int HEADER = 24;

  private PcapTail() {}

  /**
   * Writes them to a file of their own, which may be the same.
   *
   * @param begin where a packet begins in the file; everything counts if that is in the header
   */
  public static void copy(Path from, long begin, Path to) {
    if (begin <= HEADER && from.equals(to)) {
      return;
    }
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try {
      try (InputStream in = Files.newInputStream(from);
          OutputStream out = Files.newOutputStream(part)) {
        out.write(in.readNBytes(HEADER));
        in.skipNBytes(Math.max(0, begin - HEADER));
        in.transferTo(out);
      }
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LabFault("The capture " + from + " could not be read: " + e.getMessage(), e);
    }
  }
}
