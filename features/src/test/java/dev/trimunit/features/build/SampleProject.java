// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.build;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tester's project on disk, built by a real Maven without network. It takes plug-ins from our own
 * parent and TrimUnit from the class path of this test, so that nothing has to be installed.
 */
final class SampleProject {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A small build ends before thorough compilation of Maven pays. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private static final Path TEMPLATES =
      ROOT.resolve("features/archetype/src/main/resources/archetype-resources");

  private final Path folder;
  private final @Nullable OwnRepository repository;

  /** What a build said. */
  record Build(int exitCode, String output) {
    boolean isGreen() {
      return exitCode == 0;
    }
  }

  private SampleProject(String name, @Nullable OwnRepository repository) {
    this.folder = Path.of("target", "samples", name).toAbsolutePath();
    this.repository = repository;
    delete(folder);
  }

  /** What the archetype makes, as a tester has it who has installed nothing but Maven. */
  static SampleProject fromArchetype(String name, OwnRepository repository) {
    SampleProject project = new SampleProject("own-" + name, repository);
    try (Stream<Path> templates = Files.walk(TEMPLATES).filter(Files::isRegularFile)) {
      for (Path template : templates.toList()) {
        project.render(template);
      }
      return project;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void render(Path template) throws IOException {
    Path file =
        folder.resolve(
            filled(TEMPLATES.relativize(template).toString())
                .replace("src/test/java/", "src/test/java/com/example/"));
    Files.createDirectories(file.getParent());
    if (template.toString().endsWith(".png")) {
      Files.copy(template, file);
    } else {
      Files.writeString(file, filled(Files.readString(template)));
    }
  }

  private static String filled(String text) {
    return text.replace("@project.version@", "0.1.0-SNAPSHOT")
        .replace("__deviceId__", "example-lamp")
        .replace("__gitignore__", ".gitignore")
        .replace("${groupId}", "com.example")
        .replace("${artifactId}", "example-lamp-specs")
        .replace("${version}", "1.0-SNAPSHOT")
        .replace("${package}", "com.example")
        .replace("${deviceId}", "example-lamp")
        .replace("${deviceName}", "Example lamp")
        .replace("${noun}", "lamp");
  }

  SampleProject(String name) {
    this(name, null);
    write("pom.xml", pom(name));
    write(
        "src/test/java/sample/SpecsIT.java",
        """
        package sample;

        import org.junit.platform.suite.api.IncludeEngines;
        import org.junit.platform.suite.api.SelectClasspathResource;
        import org.junit.platform.suite.api.Suite;

        @Suite
        @IncludeEngines("trimunit")
        @SelectClasspathResource("sample")
        final class SpecsIT {}
        """);
  }

  SampleProject spec(String name, String text) {
    return write("src/test/resources/sample/" + name, text);
  }

  SampleProject write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  SampleProject edit(String name, String text, String instead) {
    try {
      String before = Files.readString(folder.resolve(name));
      if (!before.contains(text)) {
        throw new AssertionError(name + " does not hold " + text);
      }
      return write(name, before.replace(text, instead));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SampleProject delete(String name) {
    delete(folder.resolve(name));
    return this;
  }

  /**
   * {@code mvn verify} with these properties. A tester's build has plugins that ours need not have
   * downloaded yet.
   */
  Build verify(String... properties) {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "verify"));
    if (repository == null) {
      command.addAll(List.of("-o", "-Denforcer.skip", "-Dspotless.skip", "-Dallure.skip"));
    }
    String local =
        repository == null ? System.getProperty("localRepository") : repository.folder().toString();
    if (local != null) {
      command.add("-Dmaven.repo.local=" + local);
    }
    Stream.of(properties).map(property -> "-D" + property).forEach(command::add);
    try {
      Path log = folder.resolve("build.log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().merge("MAVEN_OPTS", SHORT_LIVED, (own, ours) -> ours + " " + own);
      Process maven = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (!maven.waitFor(5, TimeUnit.MINUTES)) {
        maven.destroyForcibly();
        throw new AssertionError("Maven still runs after 5 minutes: " + Files.readString(log));
      }
      return new Build(maven.exitValue(), Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String pom(String name) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String elements =
        Stream.of(classPath.split(File.pathSeparator))
            .map(element -> "<element>" + element + "</element>")
            .collect(Collectors.joining("\n                "));
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>dev.trimunit</groupId>
            <artifactId>trimunit</artifactId>
            <version>0.1.0-SNAPSHOT</version>
            <relativePath>%s</relativePath>
          </parent>
          <artifactId>sample-%s</artifactId>
          <dependencies>
            <dependency>
              <groupId>org.junit.platform</groupId>
              <artifactId>junit-platform-suite</artifactId>
              <scope>test</scope>
            </dependency>
          </dependencies>
          <build>
            <plugins>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-failsafe-plugin</artifactId>
                <executions>
                  <execution>
                    <goals>
                      <goal>integration-test</goal>
                      <goal>verify</goal>
                    </goals>
                  </execution>
                </executions>
                <configuration>
                  <trimStackTrace>false</trimStackTrace>
                  <additionalClasspathElements>
                    %s
                  </additionalClasspathElements>
                </configuration>
              </plugin>
            </plugins>
          </build>
        </project>
        """
        .formatted(folder.relativize(ROOT.resolve("pom.xml")), name, elements);
  }

  static void delete(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
