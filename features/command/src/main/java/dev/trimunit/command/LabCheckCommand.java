// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import dev.trimunit.devices.ConsoleText;
import dev.trimunit.devices.physical.BenchLine;
import dev.trimunit.devices.physical.BenchLine.State;
import dev.trimunit.devices.physical.LabCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a bench lacks. */
@Command(
    name = "check",
    description = {
      "Looks at everything that a run on a bench of real devices needs, and says for each thing"
          + " whether it is there and, if not, what to do. Switches and blocks nothing. Run it on"
          + " the box that is the devices' router, as whoever runs the specs.",
      "Exit code 0: the bench has what a run needs; 1: something is missing, or nobody can tell; 2:"
          + " the file cannot be used."
    },
    mixinStandardHelpOptions = true)
final class LabCheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The bench file, for example src/test/resources/labs/physical.yaml.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--device",
      paramLabel = "ID",
      split = ",",
      description = "Only the plugs and phones of these devices.")
  private Set<String> devices = new LinkedHashSet<>();

  @Override
  public Integer call() throws IOException {
    List<BenchLine> lines = LabCheck.of(file, devices);
    PrintWriter out = spec.commandLine().getOut();
    for (BenchLine line : lines) {
      out.println("%-11s  %s".formatted(line.state().word(), ConsoleText.line(line.toString())));
    }
    long good = lines.stream().filter(BenchLine::isGood).count();
    out.println(
        "%d of %d are good, %d missing, %d cannot be told. Nothing was switched or blocked."
            .formatted(
                good, lines.size(), count(lines, State.MISSING), count(lines, State.UNKNOWN)));
    out.flush();
    return good == lines.size() ? 0 : 1;
  }

  private static long count(List<BenchLine> lines, State state) {
    return lines.stream().filter(line -> line.state() == state).count();
  }
}
