// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about results, as the command line has them. */
@Command(
    subcommands = {
      ReplayCommand.class,
      CompareCommand.class,
      MergeCommand.class,
      HistoryCommand.class
    })
final class ResultCommands {
  private ResultCommands() {}

  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new ResultCommands()).setOut(out).setErr(err).execute(arguments);
  }
}
