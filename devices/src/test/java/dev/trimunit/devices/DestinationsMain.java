// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import picocli.CommandLine;

/** The command {@code destinations} in a process of its own. */
public final class DestinationsMain {
  private DestinationsMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DestinationsCommand()).execute(arguments));
  }
}
