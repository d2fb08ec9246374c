// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import java.io.IOException;

/**
 * Work in threads that do not keep the process alive; what a peer breaks ends the work and nothing
 * else.
 */
final class Background {
  private Background() {}

  /** Work with sockets. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  static void run(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // the peer is gone
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
