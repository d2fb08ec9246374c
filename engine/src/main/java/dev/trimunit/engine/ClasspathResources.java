// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.lab.Resources;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The tester's files on a class loader's path. */
record ClasspathResources(ClassLoader loader) implements Resources {
  /** Where specs, devices, labs and listeners are looked up. */
  static ClassLoader classLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? ClasspathResources.class.getClassLoader() : context;
  }

  /** Those that a run sees. */
  static ClasspathResources ofTheRun() {
    return new ClasspathResources(classLoader());
  }

  @Override
  public Optional<URL> find(String path) {
    return Optional.ofNullable(loader.getResource(path));
  }

  @Override
  public List<String> list(String folder, String suffix) {
    SortedSet<String> paths = new TreeSet<>();
    try {
      for (URL place : Collections.list(loader.getResources(folder))) {
        names(place, folder)
            .filter(name -> name.endsWith(suffix))
            .forEach(name -> paths.add(folder + "/" + name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read", e);
    }
    return List.copyOf(paths);
  }

  /** A word that changes when a file does; empty if there is none. */
  String fingerprint(String path) {
    CRC32 checksum = new CRC32();
    try (InputStream in = loader.getResourceAsStream(path)) {
      if (in == null) {
        return "";
      }
      checksum.update(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
    return Long.toHexString(checksum.getValue());
  }

  /** A word that changes when a file of a folder does, or its name. */
  String fingerprint(String folder, String suffix) {
    CRC32 checksum = new CRC32();
    for (String path : list(folder, suffix)) {
      checksum.update((path + " " + fingerprint(path)).getBytes(StandardCharsets.UTF_8));
    }
    return Long.toHexString(checksum.getValue());
  }

  /** The packages with classes in folders of the class path: the tester's own. */
  List<String> packages() {
    NavigableSet<String> packages = new TreeSet<>();
    try {
      for (URL root : Collections.list(loader.getResources(""))) {
        if (root.getProtocol().equals("file")) {
          packages(Path.of(URI.create(root.toString()))).forEach(packages::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The class path cannot be read", e);
    }
    return List.copyOf(packages);
  }

  private static List<String> packages(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> root.relativize(file).getParent())
          .flatMap(Stream::ofNullable)
          .map(folder -> folder.toString().replaceAll("[/\\\\]", "."))
          .distinct()
          .toList();
    }
  }

  private static Stream<String> names(URL place, String folder) throws IOException {
    if (place.getProtocol().equals("file")) {
      String[] names = new File(URI.create(place.toString())).list();
      return names == null ? Stream.empty() : Arrays.stream(names);
    }
    URLConnection connection = place.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      return Stream.empty();
    }
    String prefix = folder + "/";
    return jar.getJarFile().stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(name -> !name.isEmpty() && !name.contains("/"));
  }
}
