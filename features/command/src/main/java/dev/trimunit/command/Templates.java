// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The archetype's files, filled in as Maven's plug-in would. */
final class Templates {
  private static final String FOLDER = "archetype-resources";
  private static final String ANCHOR = FOLDER + "/pom.xml";
  private static final String PACKAGED = "src/test/java/";
  private static final List<String> FILLED =
      List.of(".java", ".yaml", ".feature", ".properties", "README.md", "pom.xml");

  private final Map<String, String> values;

  /**
   * @param values what stands for {@code ${key}} in texts and {@code __key__} in file names
   */
  Templates(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** What goes into each file, by its path in the project. */
  Map<String, byte[]> files() throws IOException {
    URL anchor = Templates.class.getClassLoader().getResource(ANCHOR);
    if (anchor == null) {
      throw new IOException(
          "The templates are not in this jar. Build it with: mvn package -Pjars -DskipTests");
    }
    URI uri = URI.create(anchor.toString());
    if (!uri.getScheme().equals("jar")) {
      return files(Path.of(uri).resolveSibling(""));
    }
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
      return files(jar.getPath(FOLDER));
    }
  }

  private Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Path file : plainFiles(root)) {
      String name = root.relativize(file).toString().replace('\\', '/');
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readAllBytes();
        boolean filled = FILLED.stream().anyMatch(name::endsWith);
        files.put(
            path(name),
            filled
                ? filled(new String(content, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8)
                : content);
      }
    }
    return files;
  }

  private static List<Path> plainFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root)) {
      tree.filter(Files::isRegularFile).sorted().forEach(files::add);
    } catch (UncheckedIOException e) {
      throw new IOException("The templates cannot be read: " + e.getMessage(), e);
    }
    return files;
  }

  private String path(String name) {
    String path = name;
    for (Map.Entry<String, String> value : values.entrySet()) {
      path = path.replace("__" + value.getKey() + "__", value.getValue());
    }
    String folder = values.getOrDefault("package", "").replace('.', '/');
    return path.startsWith(PACKAGED)
        ? PACKAGED + folder + "/" + path.substring(PACKAGED.length())
        : path;
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }
}
