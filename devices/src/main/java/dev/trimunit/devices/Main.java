// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, {@code java -jar trimunit.jar}. */
@Command(
    name = "trimunit",
    description = "Tools around captures and labs.",
    mixinStandardHelpOptions = true,
    subcommands = {DestinationsCommand.class, DevicesCommand.class})
public final class Main implements Runnable {

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
