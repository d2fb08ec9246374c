// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.PowerControl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A device's supply: its process runs, or it does not. */
final class EmulatedPower implements PowerControl {
  private static final long START_SECONDS = 30;

  /** On a machine that is busy, a process is slower than the lab's time. */
  private static final long SETTLE_SECONDS = 15;

  /** Real time in which a device lives through what passes in one step of a trial. */
  private static final long LONGEST_LIFE_SECONDS = 1_200;

  private final String device;
  private final Cable cable;
  private final Supplier<Process> start;
  private final boolean grows;
  private @Nullable Supplied supplied;

  private record Supplied(Process process, BufferedReader says) {}

  /** What connects a device to its network. */
  interface Cable {
    void unplug();

    void plugIn();
  }

  /**
   * @param start starts the device's process
   * @param grows whether it grows old, so that there is something that it keeps without power
   */
  EmulatedPower(String device, Cable cable, Supplier<Process> start, boolean grows) {
    this.device = device;
    this.cable = cable;
    this.start = start;
    this.grows = grows;
  }

  @Override
  public synchronized void off() {
    Supplied now = supplied;
    supplied = null;
    if (now != null) {
      String kept = grows ? ask(now, DeviceMain.OFF, START_SECONDS) : DeviceMain.KEPT;
      cable.unplug(); // its kernel would say goodbye to every server
      JavaProcess.kill(now.process());
      awaitEnd(now.process());
      if (!kept.equals(DeviceMain.KEPT)) {
        throw new LabFault(device + "'s process did not keep its clock: " + kept);
      }
    }
  }

  /** Lets a device that grows old live until a moment; false if it has no power. */
  synchronized boolean live(Instant until) {
    Supplied now = supplied;
    if (now == null) {
      return false;
    }
    String said = ask(now, DeviceMain.PASS + until, LONGEST_LIFE_SECONDS);
    if (!said.equals(DeviceMain.PASSED)) {
      throw new LabFault("%s's process did not live until %s: %s".formatted(device, until, said));
    }
    return true;
  }

  private String ask(Supplied now, String order, long seconds) {
    try {
      OutputStream in = now.process().getOutputStream();
      in.write((order + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      return "it has ended: " + JavaProcess.lastWords(now.process());
    }
    return says(now, seconds);
  }

  /**
   * Returns when the device has tried once what it does of its own accord, so that the start-up
   * time that follows is its own and not that of a busy machine.
   */
  @Override
  public synchronized void on() {
    Supplied now = supplied;
    if (now != null && now.process().isAlive()) {
      return;
    }
    cable.plugIn();
    Process process = start.get();
    Supplied next = new Supplied(process, process.inputReader(StandardCharsets.UTF_8));
    String said = says(next, START_SECONDS);
    if (!said.equals(DeviceMain.READY)) {
      // This tells its own end, before it is given another.
      String last = JavaProcess.lastWords(process);
      JavaProcess.kill(process);
      throw new LabFault(device + "'s process does not start: " + said + ", " + last);
    }
    supplied = next;
    says(next, grows ? START_SECONDS : SETTLE_SECONDS);
  }

  /**
   * Looks whether the device still lives as it should.
   *
   * @throws LabFault if its process ended although it has power
   */
  synchronized void requireAlive() {
    Supplied now = supplied;
    if (now != null && !now.process().isAlive()) {
      throw new LabFault(
          device + "'s process ended by itself: " + JavaProcess.lastWords(now.process()));
    }
  }

  /** The next line that it says in that time, or what is known instead. */
  private String says(Supplied now, long seconds) {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(() -> nextLine(now.says()), EmulatedPower::inThread);
    try {
      return line.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "nothing in " + seconds + " s";
    } catch (ExecutionException e) {
      throw new LabFault("Lost " + device + "'s process", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted", e);
    }
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "device-says");
    thread.setDaemon(true);
    thread.start();
  }

  private static String nextLine(BufferedReader says) {
    try {
      String line = says.readLine();
      return line == null ? "nothing" : line;
    } catch (IOException e) {
      return "nothing";
    }
  }

  private static void awaitEnd(Process process) {
    try {
      process.waitFor(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted", e);
    }
  }
}
