// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

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
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::refused);
  }

  /** What cannot be read or written gets a sentence; anything else is a defect, with its stack. */
  private static int refused(Exception e, CommandLine command, ParseResult arguments)
      throws Exception {
    if (!(e instanceof IOException)) {
      throw e;
    }
    command.getErr().println(ConsoleText.line("Cannot be read or written: " + e.getMessage()));
    return DestinationsCommand.REFUSED;
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
