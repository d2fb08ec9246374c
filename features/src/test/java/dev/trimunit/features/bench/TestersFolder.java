// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.command.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a tester wrote about the devices of a {@link BenchOfNamespaces}, and runs of it. */
record TestersFolder(Path folder) {
  private static final long LONGEST_SECONDS = 800;

  private static final String SPEC =
      """
      @device=%1$s
      Feature: A %1$s that somebody else made

        @functionality @LAN
        Scenario: switching on
          Given the companion app shows the bulb off
          When "Power" is tapped
          Then the companion app shows the bulb on

        Scenario Outline: <functionality> over <vantage> without <destination>
          Given the bulb is power-cycled
          When destination <destination> is blocked
          Then <functionality> succeeds
      """;

  private static final String DEVICE =
      """
      name: Example %1$s
      noun: bulb
      manufacturer: Example
      parties: {%1$s.test: first}
      app:
        package: %2$s
        states:
          off: {element: {label: Power, attribute: checked, value: "false"}}
          on: {element: {label: Power, attribute: checked, value: "true"}}
      """;

  Path lab() {
    return folder.resolve("labs/physical.yaml");
  }

  Path output() {
    return folder.resolve("output");
  }

  void write(String bench, String... devices) throws IOException {
    for (String id : devices) {
      put("features/" + id + ".feature", SPEC.formatted(id));
      device(id, "com.example.bulb");
    }
    put("labs/physical.yaml", bench);
  }

  /** Writes a device's file, with the app that it shall have. */
  void device(String id, String app) throws IOException {
    put("devices/" + id + ".yaml", DEVICE.formatted(id, app));
  }

  void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Starts {@code trimunit.jar}; what it says goes into the file. */
  Process start(Box bench, Path log, String... arguments) throws IOException {
    return start(bench, List.of(), log, arguments);
  }

  Process start(Box bench, List<String> by, Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(by);
    command.addAll(Box.java(Main.class, arguments));
    return bench.start(command, log);
  }

  /** The arguments of a run of these specs, with short times. */
  String[] run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", folder.toString()));
    arguments.addAll(List.of("--lab", "physical", "--output", output().toString()));
    arguments.addAll(List.of("-Dtrimunit.off=1 s", "-Dtrimunit.watch=3 s"));
    arguments.addAll(List.of("-Dtrimunit.journal=" + folder.resolve("journal")));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  /** What {@code trimunit.jar} says, to its end. */
  Said said(Box bench, String... arguments) throws IOException, InterruptedException {
    return said(bench, List.of(), arguments);
  }

  /** The same by a program that runs it. */
  Said said(Box bench, List<String> by, String... arguments)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "log", ".txt");
    Process process = start(bench, by, log, arguments);
    boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    assertThat(ended).as(Files.readString(log)).isTrue();
    return new Said(process.exitValue(), Files.readString(log));
  }

  record Said(int code, String text) {}
}
