// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.devices.linux.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The box that is the router of a bench of namespaces, as who tests on it meets it. */
abstract class Box implements AutoCloseable {
  private final Sandbox sandbox;

  Box(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** Starts a program on the box that is the devices' router. */
  final Process start(List<String> command, Path log) throws IOException {
    return start(NamespaceName.GATEWAY, command, log);
  }

  final Process start(NamespaceName where, List<String> command, Path log) throws IOException {
    return start(sandbox, where, command, log);
  }

  static Process start(Sandbox sandbox, NamespaceName where, List<String> command, Path log)
      throws IOException {
    return new ProcessBuilder(sandbox.inside(where, command))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The command line by which a program runs on that box. */
  final List<String> inside(List<String> command) {
    return sandbox.inside(NamespaceName.GATEWAY, command);
  }

  final String run(String... command) {
    return run(NamespaceName.GATEWAY, command);
  }

  final String run(NamespaceName where, String... command) {
    return sandbox.run(where, List.of(command), "");
  }

  /** Whether a program on that box succeeds. */
  final boolean answers(String... command) {
    return Program.attempt(sandbox.inside(NamespaceName.GATEWAY, List.of(command)), "").exit() == 0;
  }

  /** Starts a server on that box that says its address first. */
  final String answering(Class<?> server, String... arguments) throws IOException {
    return sandbox
        .start(NamespaceName.GATEWAY, java(server, arguments))
        .inputReader(StandardCharsets.UTF_8)
        .readLine();
  }

  /** Ends what has this word in its command line, among what a run started. */
  static void kill(Process run, String word) {
    run.descendants()
        .filter(each -> commandLine(each).contains(word))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Java leaves out those with a long class path. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  static List<String> java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public final void close() {
    sandbox.close();
  }
}
