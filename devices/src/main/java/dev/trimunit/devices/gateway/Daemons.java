// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Threads that do not keep the process alive. */
final class Daemons {
  private Daemons() {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Starts one that nobody replaces.
   *
   * @param died hears what ended it, if that was no return
   */
  static void start(String name, Runnable task, Consumer<Throwable> died) {
    named(name)
        .newThread(
            () -> {
              try {
                task.run();
              } catch (RuntimeException | Error e) {
                died.accept(e);
              }
            })
        .start();
  }
}
