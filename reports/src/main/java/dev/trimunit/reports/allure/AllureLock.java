// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a folder of Allure results to one run: it lies beside the output folder, so that runs with
 * output folders of their own may share it. The operating system frees it when a run is killed.
 */
public final class AllureLock implements AutoCloseable {
  private final FileChannel channel;

  private AllureLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the folder; empty if another run has it. */
  @SuppressWarnings("resource") // Closing the channel frees the lock.
  public static Optional<AllureLock> take(Path folder) throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + ".lock");
    Files.createDirectories(folder.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isFree(channel)) {
      return Optional.of(new AllureLock(channel));
    }
    channel.close();
    return Optional.empty();
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
