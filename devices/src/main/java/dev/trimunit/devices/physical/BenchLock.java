// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** One run at a time on the devices behind an interface of this machine. */
final class BenchLock {
  /** A run that was killed is tidied up after in less. */
  static final Duration PATIENCE = Duration.ofSeconds(70);

  private static final Path FOLDER = Path.of("/run");
  private static final int PAUSE_MILLIS = 100;

  private BenchLock() {}

  /**
   * Takes it; whoever ends, in whatever way, gives it back.
   *
   * @param lan the interface
   * @return what keeps it until it is closed
   * @throws LabFault if another one keeps it
   */
  static FileChannel of(String lan) throws IOException, InterruptedException {
    Path path = FOLDER.resolve("trimunit-bench-" + lan + ".lock");
    FileChannel channel = open(path);
    for (long waited = 0; channel.tryLock() == null; waited += PAUSE_MILLIS) {
      if (waited >= PATIENCE.toMillis()) {
        channel.close();
        throw new LabFault(
            "Another run uses the devices behind %s (its keeper is process %s): wait for its end"
                .formatted(lan, Files.readString(path).strip()));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    channel.truncate(0);
    String me = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(me.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static FileChannel open(Path path) {
    try {
      return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new LabFault(
          "%s cannot be written, by which one run at a time uses the bench: run as root (%s)"
              .formatted(path, e),
          e);
    }
  }
}
