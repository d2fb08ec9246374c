// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.build;

import dev.trimunit.allure.PageGenerator;
import dev.trimunit.devices.simulated.SimulatedLabProvider;
import dev.trimunit.engine.TrimUnitTestEngine;
import dev.trimunit.reports.ReportListener;
import dev.trimunit.steps.PowerSteps;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A local repository that also holds the modules under test, as if they had been installed: the
 * rest of it are links into the one of this machine, which stays as it is.
 */
final class OwnRepository {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final String SUITE = "dev/trimunit/starter/SpecsIT.class";

  /** Poms by artifact. */
  private static final Map<String, String> POMS =
      Map.of(
          "trimunit", "pom.xml",
          "trimunit-bom", "features/bom/pom.xml",
          "trimunit-starter-parent", "features/starter-parent/pom.xml");

  /** Modules by folder, with a class of each. */
  private static final Map<String, Class<?>> MODULES =
      Map.of(
          "engine", TrimUnitTestEngine.class,
          "steps", PowerSteps.class,
          "devices", SimulatedLabProvider.class,
          "reports", ReportListener.class,
          "reports/allure", PageGenerator.class);

  private final Path folder;

  private OwnRepository(Path folder) {
    this.folder = folder;
  }

  /** Makes it anew. */
  static synchronized OwnRepository make(Path folder) {
    try {
      SampleProject.delete(folder);
      Path ours = Files.createDirectories(folder.resolve("dev/trimunit"));
      link(installed(), folder, "dev");
      link(installed().resolve("dev"), folder.resolve("dev"), "trimunit");
      for (Map.Entry<String, String> pom : POMS.entrySet()) {
        put(ours, pom.getKey(), ROOT.resolve(pom.getValue()));
      }
      for (Map.Entry<String, Class<?>> module : MODULES.entrySet()) {
        String artifact = "trimunit-" + module.getKey().replaceFirst(".*/", "");
        put(ours, artifact, ROOT.resolve(module.getKey() + "/pom.xml"));
        jar(origin(module.getValue()), file(ours, artifact, "jar"));
      }
      put(ours, "trimunit-starter", ROOT.resolve("features/starter/pom.xml"));
      jar(suite(), file(ours, "trimunit-starter", "jar"));
      return new OwnRepository(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  private static Path installed() {
    String known = System.getProperty("localRepository");
    return known == null
        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
        : Path.of(known);
  }

  /** What is not there yet, Maven downloads. */
  private static void link(Path from, Path to, String but) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.equals(but)) {
          Files.createSymbolicLink(to.resolve(name), entry);
        }
      }
    }
  }

  private static void put(Path ours, String artifact, Path pom) throws IOException {
    Path file = file(ours, artifact, "pom");
    Files.createDirectories(file.getParent());
    Files.copy(pom, file);
  }

  private static Path file(Path ours, String artifact, String extension) {
    return ours.resolve(artifact)
        .resolve(VERSION)
        .resolve(artifact + "-" + VERSION + "." + extension);
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The suite class is not public, so that nobody builds on it. */
  private static Path suite() {
    try {
      return origin(Class.forName(SUITE.replace(".class", "").replace('/', '.')));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A module's jar, or one of its classes if it was only compiled. */
  private static void jar(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.copy(from, to);
      return;
    }
    try (OutputStream file = Files.newOutputStream(to);
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> files = Files.walk(from)) {
      for (Path each : files.filter(path -> !path.equals(from)).sorted().toList()) {
        jar.putNextEntry(new JarEntry(entry(from, each)));
        if (Files.isRegularFile(each)) {
          Files.copy(each, jar);
        }
      }
    }
  }

  /** Folders have entries of their own: packages of steps are found by them. */
  private static String entry(Path root, Path file) {
    String name = root.relativize(file).toString().replace(java.io.File.separatorChar, '/');
    return Files.isDirectory(file) ? name + "/" : name;
  }
}
