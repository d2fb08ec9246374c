// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import dev.trimunit.engine.model.SourceLocation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where files lie in the checkout. Build servers know files by their path from its root; a run
 * knows its specs by their path on the class path.
 */
public final class SourceFiles {
  private static final String RESOURCES = "src/test/resources";

  /** What GitHub, GitLab and Jenkins call the folder of the checkout. */
  private static final List<String> ROOTS =
      List.of("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE");

  private final Path module;
  private final Path root;

  private SourceFiles(Path module, Path root) {
    this.module = module;
    this.root = root;
  }

  /** For the working folder and the environment of this program. */
  public static SourceFiles here() {
    return of(Path.of(""), System.getenv());
  }

  /**
   * @param module the folder of the module that is tested
   * @param environment which may say where the checkout is; else git's folder tells
   */
  public static SourceFiles of(Path module, Map<String, String> environment) {
    Path folder = module.toAbsolutePath().normalize();
    Path root =
        ROOTS.stream()
            .flatMap(name -> path(environment.getOrDefault(name, "")).stream())
            .filter(folder::startsWith)
            .findFirst()
            .or(() -> checkout(folder))
            .orElse(folder);
    return new SourceFiles(folder, root);
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(text).filter(t -> !t.isBlank()).map(t -> Path.of(t).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> checkout(Path folder) {
    return Stream.iterate(folder, Objects::nonNull, Path::getParent)
        .filter(parent -> Files.exists(parent.resolve(".git")))
        .findFirst();
  }

  /** The path from the root of the checkout of a file that a tester wrote. */
  public String path(SourceLocation location) {
    return resource(location.file());
  }

  /** The same with its line, for example {@code src/test/resources/features/bulb.feature:12}. */
  public String place(SourceLocation location) {
    return new SourceLocation(path(location), location.line()).toString();
  }

  /** The path from the root of the checkout of a file on the class path of tests. */
  public String resource(String name) {
    return Stream.of(RESOURCES, "")
        .flatMap(folder -> path(name).map(file -> module.resolve(folder).resolve(file)).stream())
        .filter(Files::isRegularFile)
        .findFirst()
        .map(this::fromRoot)
        .orElse(name.replace('\\', '/'));
  }

  /** The path from the root of the checkout of a file that is to be on the class path of tests. */
  public String resourceToBe(String name) {
    return fromRoot(module.resolve(RESOURCES).resolve(name));
  }

  /** A path from the root of the checkout; whole, if it lies elsewhere. */
  public String fromRoot(Path file) {
    Path whole = module.resolve(file).normalize();
    return (whole.startsWith(root) ? root.relativize(whole) : whole).toString().replace('\\', '/');
  }
}
