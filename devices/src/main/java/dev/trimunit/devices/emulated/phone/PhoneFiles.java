// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import dev.trimunit.devices.app.phone.Look;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A phone's storage, with the app installed: a folder in the sandbox's memory, gone with it.
 *
 * @param inside the folder as programs in the sandbox see it
 * @param outside the folder as this process sees it
 */
record PhoneFiles(String inside, Path outside) {
  private static final List<String> APP = List.of("index.html", "app.css", "draw.js", "app.js");
  private static final String RELAY = "relay.cjs";
  private static final String SETTINGS = "appium.json";
  private static final String PROJECT = "package.json";
  private static final Path MODULES = Path.of("node_modules");
  private static final List<String> SERVER = List.of("appium", "appium-chromium-driver");

  /**
   * Lays them out, for a phone of that name.
   *
   * @param home where Appium and its driver are installed
   * @param settings the server's
   */
  static PhoneFiles install(Sandbox sandbox, String name, Path home, String settings) {
    String inside = "/run/" + name;
    PhoneFiles files = new PhoneFiles(inside, sandbox.outside(inside));
    try {
      Files.createDirectories(files.outside.resolve("app"));
      Files.createDirectory(files.outside.resolve("tmp"));
      for (String file : APP) {
        Files.write(files.outside.resolve("app").resolve(file), resource(file));
      }
      Files.writeString(
          files.outside.resolve("app/look.js"), "const LOOK = " + Look.json() + ";\n");
      Files.write(files.outside.resolve(RELAY), resource(RELAY));
      Files.writeString(files.outside.resolve(SETTINGS), settings);
      files.link(home);
      return files;
    } catch (IOException e) {
      throw new LabFault(
          "The phone's app cannot be installed in the sandbox: " + e.getMessage(), e);
    }
  }

  /** A home for the server that it may write to, which where it is installed may not be. */
  private void link(Path installed) throws IOException {
    Path own = outside.resolve("appium");
    Path modules = Files.createDirectories(own.resolve(MODULES));
    Files.copy(installed.resolve(PROJECT), own.resolve(PROJECT));
    for (String module : SERVER) {
      Files.createSymbolicLink(modules.resolve(module), installed.resolve(MODULES).resolve(module));
    }
  }

  /** The server's home. */
  String home() {
    return inside + "/appium";
  }

  String temporary() {
    return inside + "/tmp";
  }

  String relay() {
    return inside + "/" + RELAY;
  }

  String settings() {
    return inside + "/" + SETTINGS;
  }

  /** The socket file, as the server sees it. */
  String socket() {
    return inside + "/socket";
  }

  /** The socket file, as this process sees it. */
  Path socketOutside() {
    return outside.resolve("socket");
  }

  /** The app with its device's or cloud's address. */
  URI app(URI backend) {
    String address = URLEncoder.encode(backend.toString(), StandardCharsets.UTF_8);
    return URI.create("file://" + inside + "/app/index.html?backend=" + address);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PhoneFiles.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}
