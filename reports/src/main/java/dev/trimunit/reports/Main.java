// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line about results, {@code java -jar trimunit-results.jar}. */
@Command(
    name = "trimunit-results",
    description = "Checks and compares what runs of TrimUnit found.",
    mixinStandardHelpOptions = true,
    subcommands = {ReplayCommand.class, CompareCommand.class})
public final class Main implements Runnable {

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Does what the arguments say, for programs that go on afterwards; returns the exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return commandLine().setOut(out).setErr(err).execute(args);
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::refused);
  }

  /** What cannot be read gets a sentence; anything else is a defect, with its stack. */
  private static int refused(Exception e, CommandLine command, ParseResult arguments)
      throws Exception {
    if (!(e instanceof IOException)) {
      throw e;
    }
    String file = e instanceof NoSuchFileException ? "there is no " : "";
    command.getErr().println(Plain.line(file + e.getMessage()));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
