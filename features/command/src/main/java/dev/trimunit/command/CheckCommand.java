// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what is wrong with a tester's files. */
@Command(
    name = "check",
    description = {
      "Reads every spec, device file, lab file, accepted file and reference picture of a folder,"
          + " and says everything that is wrong with them. Opens no lab and runs no trial.",
      "Exit code 0: nothing is wrong; 1: something is; 2: there is nothing to check."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final SpecOptions options = new SpecOptions();

  @Override
  public Integer call() throws IOException {
    Map<String, String> properties = options.properties();
    properties.put("trimunit.check", "true");
    SpecRun run = new SpecRun(options.folder(), properties);
    return run.execute(spec.commandLine().getOut()).isRed() ? 1 : 0;
  }
}
