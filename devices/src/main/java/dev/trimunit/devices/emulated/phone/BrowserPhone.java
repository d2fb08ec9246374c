// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.PhoneSpec.Locator;
import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A phone in a network namespace of a {@link Sandbox}: a real Appium server, and Chromium that
 * shows the companion web app. One phone serves any number of apps, each with a session and a
 * browser of its own.
 *
 * <p>The server is reached through a socket file, so that the namespace stays closed. A server that
 * dies is a fault to whoever uses it then, and another one takes its place.
 */
public final class BrowserPhone implements AutoCloseable {
  private static final int PORT = 4723;

  /** The first session's chromedriver; each session has the next. */
  private static final int DRIVER_PORT = 9515;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Programs programs;
  private final PhoneFiles files;
  private final String secret;
  private final List<String> command;
  private final Path log;
  private final Doorway doorway;
  private final AtomicInteger driverPort = new AtomicInteger(DRIVER_PORT);
  private AppiumServer server;
  private boolean closed;

  private BrowserPhone(
      Programs programs, Sandbox sandbox, NamespaceName where, LabSettings settings)
      throws IOException {
    this.programs = programs;
    // Whoever commands the server may start programs: other people of this machine may not.
    this.secret = "/" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    this.files = PhoneFiles.install(sandbox, where.text(), programs.home(), serverSettings(secret));
    this.command = sandbox.inside(where, command(programs, files));
    this.log = Files.createDirectories(settings.output().resolve("phones")).resolve(where + ".log");
    this.server = startServer();
    this.doorway = Doorway.open(this::connect);
  }

  /**
   * Switches a phone on; returns before it is ready, and its first session waits for that.
   *
   * @param where the phone's namespace; one phone in each
   * @throws LabException if a program that it needs is not installed
   */
  public static BrowserPhone start(Sandbox sandbox, NamespaceName where, LabSettings settings) {
    try {
      return new BrowserPhone(Programs.find(settings), sandbox, where, settings);
    } catch (IOException e) {
      throw new LabException("The log of phone " + where + " cannot be written", e);
    }
  }

  /** What such phones lack on this machine, in a sentence; empty if nothing. */
  public static Optional<String> obstacle(LabSettings settings) {
    try {
      Programs.find(settings);
      return Optional.empty();
    } catch (LabException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * How Appium's client reaches it, for one app.
   *
   * @param name for messages, for example {@code tp-link-bulb LAN}
   */
  public PhoneSpec spec(String name) {
    return new PhoneSpec(
        name,
        URI.create("http://127.0.0.1:" + doorway.port() + secret),
        Capabilities.of(programs, driverPort.getAndIncrement()),
        Locator.WEB,
        PATIENCE);
  }

  /**
   * A device's app as it is installed here.
   *
   * @param app the app of the device's file
   * @param backend where it speaks to the device or its cloud, for example {@code
   *     http://198.18.0.100:8080}
   */
  public AppSpec app(AppSpec app, URI backend) {
    return new AppSpec(app.device(), files.app(backend).toString(), app.states());
  }

  /** Switches it off, with its browsers; idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    doorway.close();
    server.kill();
  }

  /** A new session may have a new server; the sessions of a dead one hear why they ended. */
  private synchronized AppiumServer running(boolean newSession) {
    if (closed) {
      throw new LabFault("The phone is switched off");
    }
    if (!server.isAlive()) {
      String obituary = server.obituary();
      server = startServer();
      if (!newSession) {
        throw new LabFault(obituary);
      }
    }
    return server;
  }

  private SocketChannel connect(String request) throws IOException {
    boolean newSession = request.startsWith("POST " + secret + "/session ");
    AppiumServer asked = running(newSession);
    asked.await();
    try {
      return open();
    } catch (IOException e) {
      // It has just died, and its namespace outlives it for a moment.
      asked.bury();
      running(newSession).await();
      return open();
    }
  }

  private SocketChannel open() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(files.socketOutside()));
  }

  private AppiumServer startServer() {
    try {
      Files.deleteIfExists(files.socketOutside());
    } catch (IOException e) {
      throw new LabFault("The socket file of a phone cannot be removed: " + e.getMessage(), e);
    }
    Map<String, String> environment =
        Map.of(
            "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
            "HOME", files.inside(),
            "TMPDIR", files.temporary(),
            "LANG", "C.UTF-8",
            "TZ", "UTC",
            "APPIUM_HOME", files.home(),
            "TRIMUNIT_SOCKET", files.socket(),
            "TRIMUNIT_PORT", Integer.toString(PORT));
    return AppiumServer.start(command, environment, log, secret);
  }

  /** In a PID namespace of its own: when the server dies, so do its browsers. */
  private static List<String> command(Programs programs, PhoneFiles files) {
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "--pid", "--mount-proc", "--fork", "--kill-child", "--"));
    command.addAll(
        List.of(programs.node().toString(), "--require", files.relay(), programs.script()));
    command.addAll(List.of("server", "--config", files.settings()));
    return command;
  }

  /** Not on the command line, which everybody may read. */
  private static String serverSettings(String secret) {
    return """
        {"server": {"address": "127.0.0.1", "port": %d, "base-path": "%s", "log-level": "info",
         "log-no-colors": true, "log-timestamp": true}}
        """
        .formatted(PORT, secret);
  }
}
