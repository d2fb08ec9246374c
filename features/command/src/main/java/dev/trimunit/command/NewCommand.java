// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import dev.trimunit.engine.gherkin.NearMisses;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Adds a device to a project. */
@Command(
    name = "new",
    description = {
      "Adds a device to a project: its spec, its device file and its pictures. It runs as it is.",
      "Exit code 0: it is there; 2: it cannot be added, or would overwrite something."
    },
    mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {
  private static final String ROOT = "src/test/resources/";

  /** The template's use of the project's own step, which other projects do not have. */
  private static final String OWN_STEP = "(?m)^ *And the owner waits .*\\R";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final DeviceWords device = new DeviceWords();
  @Mixin private final CaptureOptions capture = new CaptureOptions();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "The project, or its folder with devices and features; by default this folder.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    String id = device.id();
    SpecFolder project = SpecFolder.of(folder);
    List<String> known = devices(project.root());
    Optional<CapturedDevice> captured = capture.read();
    Map<String, byte[]> files = files(project.root(), id, captured);
    NewFiles.write(project.root(), files);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %d files.%n", project.root(), files.size());
    List<String> near = NearMisses.of(id, known);
    if (!near.isEmpty()) {
      out.printf("Similar ids are there already: %s.%n", String.join(", ", near));
    }
    DeviceTemplate.tell(out, "", id, captured);
    out.printf("Then: %s check%n", Self.command());
    out.flush();
    return 0;
  }

  private Map<String, byte[]> files(Path root, String id, Optional<CapturedDevice> captured)
      throws IOException {
    Map<String, byte[]> all = new Templates(device.values()).files();
    captured.ifPresent(seen -> DeviceTemplate.fill(all, id, seen));
    DeviceTemplate.change(all, DeviceTemplate.feature(id), text -> text.replaceAll(OWN_STEP, ""));
    Map<String, byte[]> files = new LinkedHashMap<>();
    all.forEach(
        (name, content) -> {
          boolean ofDevice =
              name.equals(DeviceTemplate.deviceFile(id))
                  || name.equals(DeviceTemplate.feature(id))
                  || name.startsWith(DeviceTemplate.references(id));
          if (ofDevice || isMissingSchema(root, name)) {
            files.put(name.substring(ROOT.length()), content);
          }
        });
    return files;
  }

  /** The device file names its schema, so that editors know it. */
  private static boolean isMissingSchema(Path root, String name) {
    return name.startsWith(ROOT + "schemas/")
        && !Files.exists(root.resolve(name.substring(ROOT.length())));
  }

  private static List<String> devices(Path root) throws IOException {
    Path devices = root.resolve("devices");
    if (!Files.isDirectory(devices)) {
      throw new IOException(
          root
              + " is no project: it has no folder 'devices'. Go to one, name it with --folder, or"
              + " make one: trimunit init <id>");
    }
    try (Stream<Path> files = Files.list(devices)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }
}
