// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a project. */
@Command(
    name = "init",
    description = {
      "Makes a project for one device: its spec, its device file, its pictures, a step and a hook"
          + " of your own, a Maven build and files for build servers. It runs as it is.",
      "Exit code 0: it is there; 2: it cannot be made, or would overwrite something."
    },
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  private static final String GROUP = "[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final DeviceWords device = new DeviceWords();
  @Mixin private final CaptureOptions capture = new CaptureOptions();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where to; by default a new folder that is called as the device.")
  private @Nullable Path folder;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Maven's group id, and the package of your steps; com.example by default.")
  private String group = "com.example";

  @Override
  public Integer call() throws IOException {
    Path target = (folder == null ? Path.of(device.id()) : folder).toAbsolutePath().normalize();
    requireRoom(target);
    Optional<CapturedDevice> captured = capture.read();
    Map<String, byte[]> files = new Templates(values()).files();
    captured.ifPresent(seen -> DeviceTemplate.fill(files, device.id(), seen));
    NewFiles.write(target, files);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %d files.%n", target, files.size());
    DeviceTemplate.tell(out, "src/test/resources/", device.id(), captured);
    out.printf("Then, in that folder:%n");
    out.printf("  %s check     what is wrong with the files%n", Self.command());
    out.printf("  %s run       on the simulated lab, without Maven%n", Self.command());
    out.printf("  mvn verify   the same and more, with Maven%n");
    out.flush();
    return 0;
  }

  private Map<String, String> values() {
    if (!group.matches(GROUP)) {
      throw new ParameterException(
          spec.commandLine(),
          "--group '" + group + "' is no name of a Java package, such as com.example");
    }
    Map<String, String> values = device.values();
    values.put("groupId", group);
    values.put("artifactId", device.id() + "-specs");
    values.put("version", "1.0-SNAPSHOT");
    values.put("package", group);
    values.put("gitignore", ".gitignore");
    return values;
  }

  private static void requireRoom(Path target) throws IOException {
    if (Files.isRegularFile(target)) {
      throw new IOException(target + " is a file. Name a folder with --folder.");
    }
    if (Files.isDirectory(target)) {
      try (Stream<Path> there = Files.list(target)) {
        if (there.anyMatch(file -> !file.getFileName().toString().startsWith("."))) {
          throw new IOException(
              target
                  + " is not empty. Name another folder with --folder, or add a device to the"
                  + " project there: trimunit new <id>");
        }
      }
    }
  }
}
