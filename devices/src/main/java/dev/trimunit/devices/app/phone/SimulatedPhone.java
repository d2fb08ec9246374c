// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A phone with one modelled app, as a WebDriver server on the loopback interface: what Appium's Java client
 * asks of a real phone, with one thread and no other process. It runs one session at a time.
 */
public final class SimulatedPhone implements AutoCloseable {
  /** Larger than any command that is not hostile. */
  private static final int MAX_REQUEST = 1 << 20;

  static {
    // Nagle's algorithm makes every answer wait 40 ms; the server offers no other way to turn it off, and
    // reads the property once, when its classes are loaded.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Commands commands;

  private SimulatedPhone(HttpServer server, Commands commands) {
    this.server = server;
    this.commands = commands;
  }

  /**
   * Switches a phone on.
   *
   * @param name for messages, for example {@code tp-link-bulb LAN}
   * @param appPackage what the device file calls the app's package
   * @param app what it runs
   * @param clock what its status bar shows
   * @throws LabException if no port can be opened on the loopback interface
   */
  public static SimulatedPhone open(String name, String appPackage, SimulatedApp app, LabClock clock) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
      SimulatedPhone phone = new SimulatedPhone(server, new Commands(appPackage, app, clock));
      server.createContext("/", phone::answer);
      server.start();
      return phone;
    } catch (IOException e) {
      throw new LabException(
          "The simulated phone %s found no port on the loopback interface (%s). Allow it to listen there."
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /** Where an Appium client reaches it. */
  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  /** Switches it off: ends its server and every thread; idempotent. */
  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readNBytes(MAX_REQUEST), StandardCharsets.UTF_8);
      Commands.Answer answer =
          commands.answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
      byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
