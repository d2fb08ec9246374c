// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trimunit.devices.app.phone.ScreenJson;
import dev.trimunit.devices.emulated.Companion.Tapped;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A companion as plain HTTP and JSON, for an app in a browser: {@code GET /companion/screen},
 * {@code POST /companion/start}, {@code POST /companion/tap} with {@code {"label": "Power"}}; each
 * answers the screen, a tap that the device did not follow with status 504.
 */
final class CompanionServer {
  /** Where devices serve their companion app. */
  static final int DEVICE_PORT = 9_999;

  static final String PATH = "/companion/";
  private static final int MAX_REQUEST = 1 << 16;
  private static final int DONE = 200;
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NO_ANSWER = 504;

  static {
    // Nagle's algorithm makes every answer wait 40 ms; there is no other way to turn it off.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Companion companion;

  private CompanionServer(Companion companion) {
    this.companion = companion;
  }

  /** Serves until the process ends. */
  static void open(InetSocketAddress address, Companion companion) throws IOException {
    HttpServer server = HttpServer.create(address, 64);
    server.createContext(PATH, new CompanionServer(companion)::answer);
    server.setExecutor(task -> Background.run("companion", task::run));
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
      headers.set("Access-Control-Allow-Headers", "Content-Type");
      headers.set("Access-Control-Allow-Private-Network", "true");
      headers.set("Cache-Control", "no-store");
      if (exchange.getRequestMethod().equals("OPTIONS")) {
        exchange.sendResponseHeaders(NO_CONTENT, -1);
        return;
      }
      String body =
          new String(exchange.getRequestBody().readNBytes(MAX_REQUEST), StandardCharsets.UTF_8);
      Answer answer =
          answer(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(), body);
      headers.set("Content-Type", "application/json; charset=utf-8");
      byte[] octets = answer.json().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), octets.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(octets);
      }
    }
  }

  private record Answer(int status, String json) {}

  private Answer answer(String request, String body) {
    return switch (request) {
      case "GET " + PATH + "screen" -> new Answer(DONE, ScreenJson.write(companion.screen()));
      case "POST " + PATH + "start" -> new Answer(DONE, ScreenJson.write(companion.start()));
      case "POST " + PATH + "tap" -> tap(body);
      default -> new Answer(NOT_FOUND, "{}");
    };
  }

  private Answer tap(String body) {
    String label;
    try {
      label = ScreenJson.tapped(body);
    } catch (IllegalArgumentException e) {
      return new Answer(BAD_REQUEST, "{}");
    }
    Tapped tapped = companion.tap(label);
    return new Answer(tapped.answered() ? DONE : NO_ANSWER, ScreenJson.write(tapped.screen()));
  }
}
