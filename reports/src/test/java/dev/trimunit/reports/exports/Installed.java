// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. A build server must have them: there, a test that skips is no test. */
public final class Installed {
  private Installed() {}

  /** Where a program lies; without it the test is skipped, or fails on a build server. */
  public static String program(String name) {
    Optional<String> found =
        Stream.of(System.getenv("PATH").split(":"), new String[] {"/usr/sbin", "/sbin"})
            .flatMap(Stream::of)
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
    if (found.isEmpty() && System.getenv("CI") != null) {
      throw new AssertionError(name + " is not installed: .ci/run installs it");
    }
    assumeTrue(found.isPresent(), name + " is not installed");
    return found.get();
  }
}
