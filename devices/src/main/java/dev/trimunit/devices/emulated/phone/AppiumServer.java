// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.engine.lab.LabFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One Appium server process, from its start to its end. */
final class AppiumServer {
  private static final String READY = "interface listener started";

  /** What unshare of util-linux 2.38 complains of when its child was killed. */
  private static final String CHATTER = "unshare: sigprocmask";

  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private volatile String lastLine = "";

  private AppiumServer(Process process) {
    this.process = process;
  }

  /**
   * Starts one and does not wait for it.
   *
   * @param command the command line, in the phone's namespace
   * @param environment all that it may know of this process's environment
   * @param log where its words go
   * @param secret what is left out of them
   */
  static AppiumServer start(
      List<String> command, Map<String, String> environment, Path log, String secret) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      AppiumServer server = new AppiumServer(builder.start());
      Thread listener = new Thread(() -> server.listen(log, secret), "appium-log");
      listener.setDaemon(true);
      listener.start();
      return server;
    } catch (IOException e) {
      throw new LabFault("The Appium server cannot be started: " + e.getMessage(), e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until it takes commands.
   *
   * @throws LabFault if it does not come up
   */
  void await() {
    try {
      ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LabFault(obituary(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("Interrupted while the Appium server starts", e);
    }
  }

  /** How it went, for a message. */
  String obituary() {
    String how = process.isAlive() ? "is not ready" : "has died";
    return "The Appium server %s; its last words: %s".formatted(how, lastLine);
  }

  /** Ends it with its browsers. */
  void kill() {
    JavaProcess.kill(process);
  }

  /** Ends what a dead one has left, and returns when nothing is. */
  void bury() {
    kill();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new LabFault("The Appium server was killed and does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("Interrupted while the Appium server ends", e);
    }
  }

  private void listen(Path log, String secret) {
    try (BufferedReader words = process.inputReader(StandardCharsets.UTF_8);
        Writer file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = words.readLine(); line != null; line = words.readLine()) {
        lastLine = line.isBlank() || line.startsWith(CHATTER) ? lastLine : line.replace(secret, "");
        file.append(line.replace(secret, "")).append('\n').flush();
        if (line.contains(READY)) {
          ready.complete(true);
        }
      }
      process.waitFor();
      ready.completeExceptionally(new IOException(obituary()));
    } catch (IOException | UncheckedIOException e) {
      ready.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
