// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs specs. */
@Command(
    name = "run",
    description = {
      "Runs the specs of a folder and writes what a Maven build would: the matrix, and the page,"
          + " verdicts, tables and blocklists into the output folder.",
      "Exit code 0: no case failed; 1: one did; 2: there is nothing to run, or it cannot be read."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final SpecOptions options = new SpecOptions();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "What the run leaves goes there; by default ./trimunit, in a Maven project its"
              + " target/trimunit.")
  private @Nullable Path output;

  @Option(
      names = "--accept",
      description = "Writes what was found as accepted behaviour, for review.")
  private boolean accept;

  @Option(
      names = "--record-references",
      description = "Takes the pictures of the app's states, for review, and judges nothing.")
  private boolean record;

  @Override
  public Integer call() throws IOException {
    SpecFolder folder = options.folder();
    Map<String, String> properties = options.properties();
    Path target = output == null ? folder.output() : output;
    properties.putIfAbsent("trimunit.output", target.toAbsolutePath().normalize().toString());
    properties.putIfAbsent("trimunit.report.accepted", folder.root().toString());
    if (accept) {
      properties.put("trimunit.accept", "true");
    }
    if (record) {
      properties.put("trimunit.record-references", "true");
    }
    PrintWriter out = spec.commandLine().getOut();
    CaseLines cases = new SpecRun(folder, properties).execute(out);
    out.println(cases.summary());
    out.flush();
    return cases.isRed() ? 1 : 0;
  }
}
