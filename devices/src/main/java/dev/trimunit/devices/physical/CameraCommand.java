// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.screen.Photo;
import dev.trimunit.devices.app.screen.ScreenView;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that takes a picture of a device. It prints the picture, or writes it to the file whose
 * name stands in place of <code>{file}</code>. No shell is started.
 *
 * <pre>
 * picture: {command: [fswebcam, -q, --png, "9", "-"]}
 * picture: {command: [ffmpeg, -y, -i, "rtsp://camera.test/1", -frames:v, "1", "{file}"], limit: 15 s}
 * </pre>
 *
 * @param device of which
 * @param environment what it is given beside this process's environment, secrets too
 * @param limit how long it may take
 * @param turn held while it runs: a camera takes one picture at a time
 */
record CameraCommand(
    String device,
    List<String> command,
    Map<String, String> environment,
    Duration limit,
    Secrets secrets,
    Lock turn)
    implements ScreenView {
  /** What stands for the file's name. */
  static final String FILE = "{file}";

  private static final int MOST_OCTETS = 64 << 20;
  private static final int LONGEST_QUOTE = 200;

  CameraCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  @Override
  public byte[] screenshot() {
    turn.lock();
    try {
      return Photo.png(taken());
    } catch (IllegalArgumentException e) {
      throw fault("took nothing that can be looked at: " + e.getMessage(), e);
    } catch (IOException e) {
      throw fault("has no room for its picture: " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  /** Nothing in a picture has a label. */
  @Override
  public Optional<String> attribute(String label, String attribute) {
    return Optional.empty();
  }

  /** For reports and messages. */
  String words() {
    return "'" + String.join(" ", command) + "'";
  }

  /**
   * A file of this look, in a folder that is made for it: no earlier picture can be taken for it.
   */
  private byte[] taken() throws IOException {
    Path folder = Files.createTempDirectory("trimunit-picture");
    try {
      Path file = folder.resolve("picture.png");
      byte[] printed = printed(file, folder.resolve("complaint"));
      if (!writesFile()) {
        return required(printed, "printed no picture");
      }
      return required(Files.exists(file) ? read(file) : new byte[0], "wrote no picture to " + FILE);
    } finally {
      delete(folder);
    }
  }

  private boolean writesFile() {
    return command.stream().anyMatch(argument -> argument.contains(FILE));
  }

  private byte[] required(byte[] picture, String otherwise) {
    if (picture.length == 0) {
      throw fault(otherwise, null);
    }
    if (picture.length > MOST_OCTETS) {
      throw fault("made more than %,d octets".formatted(MOST_OCTETS), null);
    }
    return picture;
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_OCTETS + 1);
    }
  }

  private byte[] printed(Path file, Path complaint) {
    Process process = start(file, complaint);
    long end = System.nanoTime() + limit.toNanos();
    try {
      byte[] printed = output(process).get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() != 0) {
        throw fault(
            "ended with exit code %d: %s".formatted(process.exitValue(), quoted(complaint)), null);
      }
      return printed;
    } catch (TimeoutException e) {
      throw fault("took over %s ('limit')".formatted(limit), e);
    } catch (ExecutionException e) {
      throw fault("was lost", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault("was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(Path file, Path complaint) {
    List<String> filled =
        command.stream().map(argument -> argument.replace(FILE, file.toString())).toList();
    ProcessBuilder builder = Program.prepare(filled).redirectError(complaint.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw fault("cannot be started: " + e.getMessage(), e);
    }
  }

  private static CompletableFuture<byte[]> output(Process process) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (InputStream in = process.getInputStream()) {
            byte[] printed = in.readNBytes(MOST_OCTETS + 1);
            in.transferTo(OutputStream.nullOutputStream());
            return printed;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> {
          Thread reader = new Thread(task, "camera-command");
          reader.setDaemon(true);
          reader.start();
        });
  }

  private static String quoted(Path complaint) {
    try (InputStream in = Files.newInputStream(complaint)) {
      String text = new String(in.readNBytes(LONGEST_QUOTE), StandardCharsets.UTF_8);
      return "'" + text.strip().replaceAll("\\p{C}+", " ") + "'";
    } catch (IOException e) {
      return "it said nothing";
    }
  }

  private LabFault fault(String what, @Nullable Exception cause) {
    return secrets.free(
        "The command %s for a picture of %s %s. Run it in a terminal, where the specs are run"
            .formatted(words(), device, what),
        cause);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
