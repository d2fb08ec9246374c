// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a bench of real devices beside a run. */
@Command(
    name = "lab",
    description = {
      "Looks at a bench of real devices.",
      "Exit code 0: it has what a run needs; 1: it has not; 2: its file cannot be used."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = LabCheckCommand.class)
final class LabCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do with the bench, for example 'lab check FILE'");
  }
}
