// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.model.Vantage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A device's supply: its process runs, or it does not. */
final class EmulatedPower implements PowerControl {
  private static final long PATIENCE_SECONDS = 30;
  private final String device;
  private final Cable cable;
  private final Supplier<Process> start;
  private final Runnable lost;
  private @Nullable Supplied supplied;

  private record Supplied(Process process, BufferedReader says, PrintStream told) {}

  /** What connects a device to its network. */
  interface Cable {
    void unplug();

    void plugIn();
  }

  /**
   * @param start starts the device's process
   * @param lost hears when power is lost
   */
  EmulatedPower(String device, Cable cable, Supplier<Process> start, Runnable lost) {
    this.device = device;
    this.cable = cable;
    this.start = start;
    this.lost = lost;
  }

  @Override
  public synchronized void off() {
    Supplied now = supplied;
    supplied = null;
    if (now != null) {
      cable.unplug(); // its kernel would say goodbye to every server
      JavaProcess.kill(now.process());
      lost.run();
      awaitEnd(now.process());
    }
  }

  @Override
  public synchronized void on() {
    Supplied now = supplied;
    if (now != null && now.process().isAlive()) {
      return;
    }
    cable.plugIn();
    Process process = start.get();
    Supplied next =
        new Supplied(
            process,
            process.inputReader(StandardCharsets.UTF_8),
            new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8));
    String said = answer(next);
    if (!said.equals(DeviceMain.READY)) {
      JavaProcess.kill(process);
      throw new LabFault(device + "'s process does not start: " + said);
    }
    supplied = next;
  }

  /** Asks the device for something; whether it worked. */
  synchronized boolean use(String functionality, Vantage vantage) {
    Supplied now = supplied;
    if (now == null) {
      return false;
    }
    if (!now.process().isAlive()) {
      throw new LabFault(
          device + "'s process ended by itself, with exit code " + now.process().exitValue());
    }
    now.told().println(DeviceMain.USE + " " + vantage.name() + " " + functionality);
    return answer(now).equals(DeviceMain.WORKED);
  }

  /** The next line that it says. */
  private String answer(Supplied now) {
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> nextAnswer(now.says()), EmulatedPower::inThread);
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new LabFault(device + "'s process does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted", e);
    }
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "device-answer");
    thread.setDaemon(true);
    thread.start();
  }

  private static String nextAnswer(BufferedReader says) {
    try {
      String line = says.readLine();
      return line == null ? "nothing" : line;
    } catch (IOException e) {
      return "nothing";
    }
  }

  private static void awaitEnd(Process process) {
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted", e);
    }
  }
}
