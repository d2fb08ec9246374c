// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.data.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Output folders with results of made-up runs, and the command that is given them. */
final class OutputFolders {
  static final Set<Vantage> LAN = Set.of(Vantage.LAN);

  private final Path folder;
  private final String command;
  private final List<Report> reports;
  private String said = "";

  /**
   * @param command of {@code trimunit.jar}
   * @param reports what writes the results
   */
  OutputFolders(Path folder, String command, Report... reports) {
    this.folder = folder;
    this.command = command;
    this.reports = List.of(reports);
  }

  /** Starts the command, and gives its exit code. */
  int execute(Object... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int code =
        ResultCommands.execute(
            writer,
            writer,
            Stream.concat(Stream.of(command), Stream.of(arguments).map(String::valueOf))
                .toArray(String[]::new));
    said = out.toString();
    return code;
  }

  /** What the command said the last time. */
  String said() {
    return said;
  }

  /** The folder of a run, each file of which is changed. */
  Path run(String name, UnaryOperator<String> change, SampleDevice... devices) throws IOException {
    SampleRun run = new SampleRun(List.of(devices), 2, LabKind.SIMULATED, List.of());
    Path output = Files.createDirectories(folder.resolve(name));
    for (Report report : reports) {
      for (Map.Entry<String, byte[]> file :
          MemoryOutput.of(report, MemoryOutput.data(run)).files().entrySet()) {
        String text = new String(file.getValue(), StandardCharsets.UTF_8);
        Files.writeString(output.resolve(file.getKey()), change.apply(text));
      }
    }
    return output;
  }

  /** The folder of a run as it was written. */
  Path run(String name, SampleDevice... devices) throws IOException {
    return run(name, text -> text, devices);
  }

  /** A device that needs its cloud, and asks for the time. */
  static SampleDevice device(String id, String name) {
    return new SampleDevice(id, name, id)
        .contacts("cloud.example:443/tcp", Party.FIRST)
        .contacts("ntp.example:123/udp", Party.SUPPORT)
        .needs("switching on", LAN, "cloud.example:443/tcp");
  }
}
