// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Another process of this program, usually in another namespace. */
public final class JavaProcess {
  private static final int LONGEST = 2_000;

  private JavaProcess() {}

  /**
   * Starts a main class with this program's class path.
   *
   * @param inside puts a command line into a namespace
   */
  public static Process start(
      UnaryOperator<List<String>> inside, Class<?> main, List<String> arguments) {
    return Program.start(inside.apply(command(main, arguments)));
  }

  /** The command line of a main class with this program's class path, made to start fast. */
  static List<String> command(Class<?> main, List<String> arguments) {
    return command(List.of("-XX:TieredStopAtLevel=1"), main, arguments);
  }

  /** The same for what runs long and is asked much: fully compiled. */
  static List<String> lasting(Class<?> main, List<String> arguments) {
    return command(List.of(), main, arguments);
  }

  /** The same for what takes so much memory at most, and ends rather than go on without. */
  public static List<String> bounded(int mebibytes, Class<?> main) {
    List<String> options =
        List.of("-XX:TieredStopAtLevel=1", "-Xmx" + mebibytes + "m", "-XX:+ExitOnOutOfMemoryError");
    return command(options, main, List.of());
  }

  private static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(options);
    // Process ids repeat in PID namespaces; a JVM that finds its file taken says so on its output.
    command.addAll(List.of("-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Ends a process with everything that it started. */
  public static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Exit code and complaint of a process that has ended or is about to. */
  public static String lastWords(Process process) {
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        return "it runs, but does not answer";
      }
      InputStream err = process.getErrorStream();
      String text = new String(err.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
      return "exit code " + process.exitValue() + (text.isEmpty() ? "" : ": " + text);
    } catch (IOException e) {
      return "exit code " + process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
