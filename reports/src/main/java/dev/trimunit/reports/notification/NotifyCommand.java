// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.notification;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that gets the JSON on its standard input. No shell is between. */
public final class NotifyCommand implements Receiver {
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private final List<String> arguments;
  private final Duration most;

  /**
   * @param command the program and its arguments, separated by spaces; quotes keep one together
   * @param most how long it may run
   */
  public NotifyCommand(String command, Duration most) {
    this.arguments = arguments(command);
    this.most = most;
  }

  private static List<String> arguments(String command) {
    List<String> arguments = new ArrayList<>();
    Matcher matcher = ARGUMENT.matcher(command);
    while (matcher.find()) {
      String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      arguments.add(quoted == null ? matcher.group(3) : quoted);
    }
    return List.copyOf(arguments);
  }

  @Override
  public String place() {
    return "the command " + arguments.get(0);
  }

  @Override
  public void tell(String json) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(arguments)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture.delayedExecutor(most.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              late.set(process.isAlive());
              process.destroyForcibly();
            });
    try {
      write(process, json);
      process.waitFor();
      if (late.get()) {
        throw new IOException("it did not end within " + most.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException("it ended with status " + process.exitValue());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** A program need not read what it is given: its status says whether it is content. */
  private static void write(Process process, String json) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended, or closed its input.
    }
  }
}
