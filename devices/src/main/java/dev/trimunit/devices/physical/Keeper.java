// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.lab.LabFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The run's side of {@link KeeperMain}, the process that frees the bench if this one is killed.
 * Nothing is switched before it knows, and one that has died is replaced.
 */
final class Keeper implements AutoCloseable {
  /** Much less than {@link KeeperMain#PATIENCE}: a busy machine is late. */
  private static final Duration BEAT = Duration.ofSeconds(5);

  private static final int MEBIBYTES = 64;

  private final Path benchFile;
  private final Path log;
  private final Set<String> used = new TreeSet<>();
  private final Thread beats = new Thread(this::beat, "bench-keeper");
  private Process process;
  private boolean closed;

  private Keeper(Path benchFile, Path log) {
    this.benchFile = benchFile;
    this.log = log;
    this.process = begin();
    beats.setDaemon(true);
    beats.start();
  }

  /**
   * Starts it; returns when no other run has the bench.
   *
   * @param benchFile as this run has read it
   * @param log where it says what it did
   * @throws LabFault with its reason, if it does not start
   */
  static Keeper start(Path benchFile, Path log) {
    return new Keeper(benchFile, log);
  }

  /** A device is about to be switched. */
  synchronized void begins(String id) {
    used.add(id);
    tell(KeeperMain.BEGINS + id);
  }

  /** It was, or was not. */
  synchronized void ends(String id) {
    tell(KeeperMain.ENDS + id);
  }

  /** The bench is as it was found: nothing is left to do. */
  @Override
  public synchronized void close() {
    closed = true;
    beats.interrupt();
    try (Writer words = process.outputWriter(StandardCharsets.UTF_8)) {
      words.write(KeeperMain.OVER + "\n");
      words.flush();
      process.waitFor(2, TimeUnit.SECONDS);
    } catch (IOException e) {
      // It is gone already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      JavaProcess.kill(process);
    }
  }

  private synchronized void tell(String line) {
    if (closed) {
      throw new LabFault("The lab is closed");
    }
    if (!process.isAlive() || !wrote(line)) {
      JavaProcess.kill(process);
      process = begin();
      used.forEach(id -> wrote(KeeperMain.BEGINS + id));
    }
  }

  private boolean wrote(String line) {
    try {
      Writer words = process.outputWriter(StandardCharsets.UTF_8);
      words.write(line + "\n");
      words.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(BEAT.toMillis());
        beatOnce();
      }
    } catch (InterruptedException e) {
      return; // the lab is closed
    }
  }

  private synchronized void beatOnce() {
    if (closed) {
      return;
    }
    try {
      tell(KeeperMain.BEAT);
    } catch (LabFault e) {
      return; // whoever switches next is told, before anything is switched
    }
  }

  /** In a session of its own: a Ctrl-C in the terminal is for the run alone. */
  private Process begin() {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(JavaProcess.bounded(MEBIBYTES, KeeperMain.class));
    command.add(benchFile.toAbsolutePath().toString());
    command.add(KeeperMain.PATIENCE.toString());
    Process started;
    try {
      started = Program.prepare(command).redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw new LabFault("The keeper of the bench cannot be started: " + e.getMessage(), e);
    }
    String said = firstLine(started);
    if (!KeeperMain.READY.equals(said)) {
      JavaProcess.kill(started);
      throw new LabFault(
          said == null ? "The keeper of the bench does not start: look into " + log : said);
    }
    return started;
  }

  private static @Nullable String firstLine(Process started) {
    BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
    try {
      return lines.readLine();
    } catch (IOException e) {
      return null;
    }
  }
}
