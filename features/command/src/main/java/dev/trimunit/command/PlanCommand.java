// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what a run will take. */
@Command(
    name = "plan",
    description = {
      "Says how many trials and hours of lab time a run is expected to take, and which devices wait"
          + " for each other. Opens no lab and runs no trial.",
      "Exit code 0: here is the plan; 1: a spec cannot be planned, or has a mistake; 2: there is nothing to plan."
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final SpecOptions options = new SpecOptions();

  @Override
  public Integer call() throws IOException {
    Map<String, String> properties = options.properties();
    properties.put("trimunit.plan", "true");
    SpecRun run = new SpecRun(options.folder(), properties);
    return run.execute(spec.commandLine().getOut()).isRed() ? 1 : 0;
  }
}
