// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.engine.lab.LabFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The person in front of the terminal that the run was started in. It is asked for by its own name,
 * because a run under Maven has neither input nor console.
 */
final class Terminal implements Person {
  private static final Path OURS = Path.of("/dev/tty");
  private final Path tty;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private boolean reads;

  Terminal(Path tty) {
    this.tty = tty;
  }

  /** Why nobody can be asked; empty if somebody can. */
  static Optional<String> refusal(boolean buildServer) {
    if (buildServer) {
      return Optional.of(
          "'by-hand' asks a person, and this is a build server (CI is set): choose another control");
    }
    try (Writer out = Files.newBufferedWriter(OURS)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "'by-hand' asks a person, and this run has no terminal: start it in one, or choose another control");
    }
  }

  /** One person answers one question at a time, whichever device it is about. */
  static Terminal ofTheRun() {
    return Holder.TERMINAL;
  }

  private static final class Holder {
    private static final Terminal TERMINAL = new Terminal(OURS);
  }

  /** What is typed after a question; what was typed before it is no answer. */
  @Override
  public synchronized String ask(String question, Limit limit) {
    try {
      startReading();
      lines.clear();
      try (Writer out = Files.newBufferedWriter(tty, Charset.defaultCharset())) {
        out.write("\n" + question + " ");
      }
      String answer = lines.poll(limit.leftMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new LabFault("nobody answered within " + limit);
      }
      return answer;
    } catch (IOException e) {
      throw new LabFault("the terminal is gone: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("the run was interrupted", e);
    }
  }

  /** A read of a terminal cannot be given up: one thread reads, and questions come and go. */
  private void startReading() throws IOException {
    if (reads) {
      return;
    }
    BufferedReader in = Files.newBufferedReader(tty, Charset.defaultCharset());
    Thread reader = new Thread(() -> readFrom(in), "power-by-hand");
    reader.setDaemon(true);
    reader.start();
    reads = true;
  }

  private void readFrom(BufferedReader in) {
    try (in) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line.strip());
      }
    } catch (IOException e) {
      // The terminal was closed: whoever asks hears that nobody answers.
    }
  }
}
