// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;

/**
 * Keeps a second run from the same output folder; the operating system frees it when a run is
 * killed.
 */
final class RunLock implements AutoCloseable {
  /** Behind the text: where locks are strict, the text can still be read. */
  private static final long LOCKED = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a folder, which is made if need be.
   *
   * @throws LabException if it cannot be made, or another run has it
   */
  @SuppressWarnings("resource") // Closing the channel frees the lock.
  static RunLock take(Path output) {
    Path file = made(output).resolve("run.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(channel)) {
        channel.close();
        throw new LabException(taken(output, file));
      }
      String who =
          "process %d of %s"
              .formatted(ProcessHandle.current().pid(), System.getProperty("user.name"));
      channel.truncate(0).write(ByteBuffer.wrap(who.getBytes(StandardCharsets.UTF_8)));
      return new RunLock(channel);
    } catch (IOException e) {
      throw unusable(output, e);
    }
  }

  private static Path made(Path output) {
    try {
      return Files.createDirectories(output);
    } catch (IOException e) {
      throw unusable(output, e);
    }
  }

  private static LabException unusable(Path output, IOException e) {
    String why =
        e instanceof FileAlreadyExistsException
            ? "there is a file of that name"
            : e instanceof AccessDeniedException
                ? "this user may not write there"
                : String.valueOf(e.getMessage());
    return new LabException(
        "The output folder %s cannot be made or used: %s. Name another with trimunit.output."
            .formatted(output.toAbsolutePath().normalize(), why),
        e);
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED, 1, false) != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    }
  }

  private static String taken(Path output, Path file) throws IOException {
    return "Another run writes into %s: %s, since %s. Wait for it, end it, or name another folder with trimunit.output."
        .formatted(
            output.toAbsolutePath().normalize(),
            Files.readString(file),
            Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS));
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
