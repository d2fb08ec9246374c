// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second run from the same device; the operating system frees it when a run is killed. */
public final class JournalLock implements AutoCloseable {
  private final FileChannel channel;

  private JournalLock(FileChannel channel) {
    this.channel = channel;
  }

  @SuppressWarnings("resource") // Closing the channel frees the lock.
  public static JournalLock take(Path folder, String device) {
    Path file = folder.resolve(device + ".lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(channel)) {
        channel.close();
        throw new LabException(
            "Another run works with device '%s': it holds %s; wait for it, or end it"
                .formatted(device, file));
      }
      return new JournalLock(channel);
    } catch (IOException e) {
      throw new LabException(
          "The journal's folder %s cannot be used; trimunit.journal names another"
              .formatted(folder.toAbsolutePath()),
          e);
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
