// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.json.Json;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs programs of the system to their end; no shell is involved. */
public final class Program {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int LONGEST_COMPLAINT = 400;

  private Program() {}

  /**
   * What a program left behind.
   *
   * @param exit its exit code
   * @param out its standard output
   * @param err its standard error
   */
  public record Result(int exit, String out, String err) {
    /** Its complaint in one line. */
    public String complaint() {
      String text = (err.isBlank() ? out : err).strip().replaceAll("\\s*\\R\\s*", "; ");
      return text.length() > LONGEST_COMPLAINT ? text.substring(0, LONGEST_COMPLAINT) : text;
    }
  }

  /**
   * Runs a program that must succeed and returns its output.
   *
   * @throws LabFault if it cannot be started, fails, or takes over 20 s
   */
  public static String run(List<String> command, String input) {
    Result result = attempt(command, input);
    if (result.exit() != 0) {
      throw new LabFault(
          "'%s' failed with exit code %d: %s"
              .formatted(String.join(" ", command), result.exit(), result.complaint()));
    }
    return result.out();
  }

  /** Runs a program that may fail. */
  public static Result attempt(List<String> command, String input) {
    Process process = start(command);
    try {
      return finish(process, input);
    } catch (IOException | ExecutionException e) {
      throw new LabFault("Lost '" + String.join(" ", command) + "': " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new LabFault("'" + String.join(" ", command) + "' took over " + LIMIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("Interrupted while '" + String.join(" ", command) + "' ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Where this program's children look for theirs: also where Debian hides root's. */
  static final String SEARCH =
      System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin";

  /** A program about to be started, and where it finds others. */
  public static ProcessBuilder prepare(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PATH", SEARCH);
    return builder;
  }

  /** Those of some programs that this machine does not have. */
  public static List<String> missing(List<String> programs) {
    return programs.stream()
        .filter(
            program ->
                Arrays.stream(SEARCH.split(":", -1))
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
        .toList();
  }

  /** Starts a program with pipes for all three streams. */
  public static Process start(List<String> command) {
    try {
      return prepare(command).start();
    } catch (IOException e) {
      throw new LabFault("'" + command.get(0) + "' cannot be started: " + e.getMessage(), e);
    }
  }

  private static Result finish(Process process, String input)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<String> out = text(process.getInputStream());
    CompletableFuture<String> err = text(process.getErrorStream());
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading everything; its exit code and complaint say why.
    }
    if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException();
    }
    return new Result(process.exitValue(), text(out), text(err));
  }

  private static String text(CompletableFuture<String> stream)
      throws ExecutionException, TimeoutException, InterruptedException {
    return stream.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<String> text(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            return "";
          }
        },
        task -> {
          Thread reader = new Thread(task, "program-output");
          reader.setDaemon(true);
          reader.start();
        });
  }

  /**
   * Reads what a program printed as JSON.
   *
   * @throws LabFault if it is none
   */
  static @Nullable Object json(String said) {
    try {
      return Json.read(said);
    } catch (IllegalArgumentException e) {
      throw new LabFault(
          "What a program printed is not understood (%d characters): %s"
              .formatted(said.length(), e.getMessage()),
          e);
    }
  }
}
