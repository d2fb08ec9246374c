// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.lab.Utf8Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClasspathResourceSource;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;

/**
 * A feature file.
 *
 * @param name as the tester knows it: the path on the class path, or the file's path
 * @param uri where it is
 * @param onClasspath whether {@code name} is a path on the class path
 */
record SpecFile(String name, URI uri, boolean onClasspath) {
  static final String ENDING = ".feature";
  static final String CLASSPATH = "classpath:";
  private static final String COPIES = "/target/test-classes/";
  private static final String SOURCES = "/src/test/resources/";

  static boolean isFeature(String name) {
    return name.endsWith(ENDING);
  }

  static SpecFile ofResource(String name, URI uri) {
    return new SpecFile(name, uri, true);
  }

  static SpecFile ofFile(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath();
    Path name = absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    return new SpecFile(name.toString().replace('\\', '/'), absolute.toUri(), false);
  }

  /** The value of its unique id's segment. */
  String id() {
    return onClasspath ? CLASSPATH + name : name;
  }

  /** The file of a unique id's segment. */
  static Optional<SpecFile> ofId(String id) {
    if (!id.startsWith(CLASSPATH)) {
      return Optional.of(Path.of(id)).filter(Files::isRegularFile).map(SpecFile::ofFile);
    }
    String name = id.substring(CLASSPATH.length());
    URL url = ClasspathResources.classLoader().getResource(name);
    return Optional.ofNullable(url).map(found -> ofResource(name, URI.create(found.toString())));
  }

  String text() throws IOException {
    try (InputStream in = uri.toURL().openStream()) {
      return Utf8Text.of(in.readAllBytes());
    }
  }

  /** What to do if it is a copy of a file that is no longer among the sources; empty if not. */
  Optional<String> staleness() {
    int classes = uri.getPath() == null ? -1 : uri.getPath().lastIndexOf(COPIES);
    if (!"file".equals(uri.getScheme()) || classes < 0) {
      return Optional.empty();
    }
    String project = uri.getPath().substring(0, classes);
    String source = SOURCES + uri.getPath().substring(classes + COPIES.length());
    return Files.isDirectory(Path.of(project + SOURCES)) && !Files.exists(Path.of(project + source))
        ? Optional.of(
            "There is no %s any more: 'mvn clean' takes its old copy away (%s)."
                .formatted(source.substring(1), name))
        : Optional.empty();
  }

  TestSource source(int line) {
    FilePosition position = FilePosition.from(Math.max(1, line));
    return onClasspath
        ? ClasspathResourceSource.from(name, position)
        : FileSource.from(Path.of(uri).toFile(), position);
  }
}
