// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import dev.trimunit.devices.DestinationsCommand;
import dev.trimunit.devices.DevicesCommand;
import dev.trimunit.reports.CompareCommand;
import dev.trimunit.reports.HistoryCommand;
import dev.trimunit.reports.MergeCommand;
import dev.trimunit.reports.ReplayCommand;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The command line, {@code java -jar trimunit.jar}. */
@Command(
    name = "trimunit",
    description = "Finds out which servers an IoT device needs and which it can do without.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "'trimunit COMMAND --help' tells of one of them.",
      "",
      "Exit codes: 0 fine; 1 a finding, such as a red run, a mistake in a file or a changed"
          + " verdict; 2 an argument, a file or a folder cannot be used; 3 evidence was changed"
          + " (replay); 70 a defect of this program."
    },
    subcommands = {
      InitCommand.class,
      NewCommand.class,
      CheckCommand.class,
      PlanCommand.class,
      RunCommand.class,
      DestinationsCommand.class,
      DevicesCommand.class,
      LabCommand.class,
      ReplayCommand.class,
      CompareCommand.class,
      MergeCommand.class,
      HistoryCommand.class,
      GenerateCompletion.class
    })
public final class Main implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** For picocli. */
  Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Does what the arguments say, for programs that go on afterwards; returns the exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return commandLine().setOut(out).setErr(err).execute(args);
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Refusals::argument)
        .setExecutionExceptionHandler(Refusals::failure)
        .setExecutionStrategy(Main::sparing)
        .setUsageHelpAutoWidth(true);
  }

  /** Without this, Java itself would end with the exit code of a finding. */
  private static int sparing(ParseResult command) {
    try {
      return new RunLast().execute(command);
    } catch (OutOfMemoryError e) {
      return Refusals.memory(command.commandSpec().commandLine(), e);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command, for example 'run'");
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"trimunit " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
