// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Ends a gateway whose run says nothing any more though its pipe is open, as one that is stopped:
 * rules that nobody renews must not stay.
 */
final class RunWatch {
  private static final int SILENT = 71;
  private static final int LOOKS = 8;

  private final LinuxGateway gateway;
  private final Duration silence;
  private final Consumer<String> told;
  private final ReentrantLock order = new ReentrantLock();
  private volatile long heard = System.nanoTime();

  private RunWatch(LinuxGateway gateway, Duration silence, Consumer<String> told) {
    this.gateway = gateway;
    this.silence = silence;
    this.told = told;
  }

  /**
   * Begins to watch.
   *
   * @param silence how long the run may say nothing
   * @param told hears why the gateway ends
   */
  static RunWatch over(LinuxGateway gateway, Duration silence, Consumer<String> told) {
    RunWatch watch = new RunWatch(gateway, silence, told);
    Thread thread = new Thread(watch::look, "run-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** The run has said what is to be done; nothing is removed while it is. */
  void begins() {
    order.lock();
  }

  /** It is done. */
  void ends() {
    heard = System.nanoTime();
    order.unlock();
  }

  private void look() {
    try {
      while (!isSilent()) {
        TimeUnit.NANOSECONDS.sleep(silence.toNanos() / LOOKS);
      }
      // A run that was stopped in the middle of an order never ends it.
      boolean between = order.tryLock(silence.toNanos(), TimeUnit.NANOSECONDS);
      if (between && !isSilent()) {
        order.unlock();
        look();
        return;
      }
      told.accept("the run has said nothing for " + silence);
      gateway.close();
    } catch (InterruptedException e) {
      told.accept("the watch was interrupted");
    } catch (LabFault e) {
      told.accept("rules may be left: " + e.getMessage());
    }
    Runtime.getRuntime().halt(SILENT);
  }

  private boolean isSilent() {
    return System.nanoTime() - heard > silence.toNanos();
  }
}
