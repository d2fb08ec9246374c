// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the reader of our output can show.
 *
 * @param colour whether colours are understood
 * @param inPlace whether a line can be written over
 */
public record Terminal(boolean colour, boolean inPlace) {
  /** Neither: a log file, a build server, a pipe. */
  public static final Terminal PLAIN = new Terminal(false, false);

  private static final int ANCESTORS = 4;

  /**
   * Looks at the environment: no colour with {@code NO_COLOR}, {@code CI} or a dumb terminal. A
   * test JVM of Maven never has a terminal itself, so Maven's own output is looked at (on Linux,
   * through /proc).
   */
  public static Terminal detect(Map<String, String> environment) {
    boolean refused =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.containsKey("CI")
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    if (refused) {
      return PLAIN;
    }
    ProcessHandle self = ProcessHandle.current();
    boolean own = writesToTerminal(self);
    return new Terminal(own || mavenWritesToTerminal(self), own);
  }

  private static boolean mavenWritesToTerminal(ProcessHandle self) {
    Optional<ProcessHandle> ancestor = self.parent();
    for (int i = 0; i < ANCESTORS && ancestor.isPresent(); i++) {
      if (ancestor.get().info().command().orElse("").endsWith("/java")) {
        return writesToTerminal(ancestor.get());
      }
      ancestor = ancestor.get().parent();
    }
    return false;
  }

  private static boolean writesToTerminal(ProcessHandle process) {
    try {
      String target =
          Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/fd/1")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return false;
    }
  }
}
