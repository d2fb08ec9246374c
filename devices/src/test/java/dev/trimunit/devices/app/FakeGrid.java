// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as a Selenium Grid with one node does, and hands commands on to a phone. */
final class FakeGrid implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI phone;
  volatile String status = status("UP", "null");
  volatile boolean full;
  volatile boolean killed;

  FakeGrid(URI phone) {
    this.phone = phone;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** As Grid 4 has it. */
  static String status(String availability, String session) {
    return """
        {"value": {"ready": true, "message": "Selenium Grid ready.", "nodes": [
          {"id": "n1", "uri": "http://192.0.2.7:5555", "maxSessions": 1, "availability": "%s",
           "slots": [{"id": {"hostId": "n1", "id": "s1"}, "lastStarted": "1970-01-01T00:00:00Z",
             "session": %s, "stereotype": {"platformName": "Android",
               "appium:udid": "A1", "appium:automationName": "TrimUnitSimulated",
               "trimunit:group": "android-lan"}}]}]}}
        """
        .formatted(availability, session);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean opens = path.equals("/session");
    if (path.equals("/status")) {
      send(exchange, 200, status);
    } else if (full && opens) {
      send(exchange, 500, error("session not created", "New session request timed out "));
    } else if (killed && !opens) {
      send(exchange, 404, error("invalid session id", "Cannot find session with id: s1"));
    } else {
      handOn(exchange, body);
    }
  }

  private static String error(String error, String message) {
    return "{\"value\": {\"error\": \"%s\", \"message\": \"%s\", \"stacktrace\": \"\"}}"
        .formatted(error, message);
  }

  private void handOn(HttpExchange exchange, byte[] body) throws IOException {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(phone.resolve(exchange.getRequestURI().getPath()))
                  .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                  .header("Content-Type", "application/json; charset=utf-8")
                  .build(),
              BodyHandlers.ofString());
      send(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
