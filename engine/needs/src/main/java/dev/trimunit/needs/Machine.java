// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.needs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The programs of this machine. */
public final class Machine {
  /** Also where Debian hides root's programs from others. */
  private static final String SEARCH =
      System.getenv().getOrDefault("PATH", "/usr/bin:/bin")
          + File.pathSeparator
          + String.join(File.pathSeparator, "/usr/local/sbin", "/usr/sbin", "/sbin");

  private Machine() {}

  /** Where a program lies that the test has said it needs. */
  public static String program(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new AssertionError(
                    "%1$s is not installed, and the test that starts it does not say so: @Needs(programs = \"%1$s\")"
                        .formatted(name)));
  }

  /** Those of some programs that this machine does not have. */
  public static List<String> missing(List<String> programs) {
    return programs.stream().filter(each -> !has(each)).toList();
  }

  /** Whether this machine has a program. */
  public static boolean has(String program) {
    return find(program).isPresent();
  }

  private static Optional<String> find(String name) {
    return Arrays.stream(SEARCH.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
