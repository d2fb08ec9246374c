// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.needs.Need;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Programs of others that {@code devices/install-lab --bench} installs, and our files for them. */
public final class Parts implements Need {
  private static final Path FOLDER = Path.of("..", "devices").toAbsolutePath().normalize();
  private static final Path MODULES = FOLDER.resolve("bench/node_modules");

  @Override
  public List<String> missing(List<Object> arguments) {
    boolean installed =
        Stream.of(node(), module("node-red"), module("homebridge"), plugs(), appium())
            .allMatch(Files::exists);
    return installed ? List.of() : List.of("what devices/install-lab --bench installs");
  }

  /** What runs all of them. */
  static Path node() {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    return module("node-linux-" + machine).resolve("bin/node");
  }

  static Path modules() {
    return MODULES;
  }

  static Path module(String name) {
    return MODULES.resolve(name);
  }

  /** The modules of simulated plugs. */
  static Path plugs() {
    return FOLDER.resolve("plugs/node_modules");
  }

  /** Where the server of phones is at home. */
  static Path phones() {
    return FOLDER.resolve("phones");
  }

  static Path appium() {
    return phones().resolve("node_modules/appium/index.js");
  }

  /** Lays one of our files for them out. */
  static Path copy(String name, Path folder) throws IOException {
    Path file = folder.resolve(Path.of(name).getFileName());
    Files.createDirectories(folder);
    try (InputStream in = Objects.requireNonNull(Parts.class.getResourceAsStream(name), name)) {
      Files.write(file, in.readAllBytes());
    }
    return executable(file);
  }

  /** Writes a script of the shell. */
  static void script(Path file, String lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + lines);
    executable(file);
  }

  private static Path executable(Path file) {
    if (!file.toFile().setExecutable(true)) {
      throw new UncheckedIOException(new IOException(file + " cannot be made executable"));
    }
    return file;
  }
}
