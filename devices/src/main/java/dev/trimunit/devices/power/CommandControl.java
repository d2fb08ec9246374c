// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that switches, and one that tells. No shell is involved.
 *
 * <pre>
 * power:
 *   control: command
 *   on: [usbrelay, "HW348_1=1"]
 *   off: [usbrelay, "HW348_1=0"]
 *   status: [usbrelay]
 *   says-on: "HW348_1=1"
 *   says-off: "HW348_1=0"
 * </pre>
 */
record CommandControl(
    List<String> on,
    List<String> off,
    List<String> status,
    Says says,
    Map<String, String> environment)
    implements Control {
  private static final int MOST_OUTPUT = 1 << 16;

  /** A Ctrl-C in the terminal is for this program, too: 128 and the number of SIGINT. */
  private static final int INTERRUPTED = 130;

  static Control read(Keys keys) {
    keys.allow("on", "off", "status", "state", "says-on", "says-off", "environment");
    boolean asked = !keys.isReadByAnother();
    return new CommandControl(
        command(keys, "on", !keys.readsOnly()),
        command(keys, "off", !keys.readsOnly()),
        command(keys, "status", asked),
        asked ? Says.of(keys) : Says.NOTHING,
        keys.pairs("environment"));
  }

  private static List<String> command(Keys keys, String key, boolean needed) {
    List<String> command = keys.command(key);
    if (needed && command.isEmpty()) {
      throw keys.missing(key);
    }
    return command;
  }

  @Override
  public void set(boolean wanted, Limit limit) {
    run(wanted ? on : off, limit);
  }

  @Override
  public boolean isOn(Limit limit) {
    return says.isOn(run(status, limit));
  }

  @Override
  public String words() {
    return "The command '" + (on.isEmpty() ? status : on).get(0) + "'";
  }

  @Override
  public String nextAction() {
    return "Run it in a terminal, and look whether the bench file has its arguments and what it prints";
  }

  private String run(List<String> command, Limit limit) {
    Process process = start(command);
    try {
      CompletableFuture<String> output = output(process);
      String text = output.get(limit.leftMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(limit.leftMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() == INTERRUPTED) {
        throw new LabFault(
            "'%s' was stopped by a Ctrl-C before it was done".formatted(String.join(" ", command)),
            new InterruptedException());
      }
      if (process.exitValue() != 0) {
        throw new LabFault(
            "'%s' ended with exit code %d: %s"
                .formatted(String.join(" ", command), process.exitValue(), Says.quote(text)));
      }
      return text;
    } catch (TimeoutException e) {
      throw new LabFault("'%s' took over %s".formatted(String.join(" ", command), limit), e);
    } catch (ExecutionException e) {
      throw new LabFault("the output of '%s' was lost".formatted(String.join(" ", command)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("the run was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new LabFault("'%s' cannot be started: %s".formatted(command.get(0), e.getMessage()), e);
    }
  }

  private static CompletableFuture<String> output(Process process) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (InputStream in = process.getInputStream()) {
            String text = new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> {
          Thread reader = new Thread(task, "power-command");
          reader.setDaemon(true);
          reader.start();
        });
  }
}
