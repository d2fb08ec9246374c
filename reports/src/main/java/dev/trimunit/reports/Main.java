// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line about results, {@code java -jar trimunit-results.jar}. */
@Command(
    name = "trimunit-results",
    description = "Checks and compares what runs of TrimUnit found.",
    mixinStandardHelpOptions = true,
    subcommands = {ReplayCommand.class, CompareCommand.class})
public final class Main implements Runnable {

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  /** Does what the arguments say, for programs that go on afterwards; returns the exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main()).setOut(out).setErr(err).execute(args);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
