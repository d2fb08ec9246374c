// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An Appium server to which no phone is connected: it is ready, and opens no session. */
final class PhonelessServer {
  private PhonelessServer() {}

  /** Says its address and serves until the process ends. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    answer(
        server,
        "/status",
        200,
        "{\"value\":{\"ready\":true,\"message\":\"\",\"build\":{\"version\":\"3.8.0\"}}}");
    answer(
        server,
        "/session",
        500,
        "{\"value\":{\"error\":\"session not created\",\"message\":\"Could not find a connected Android device in 20000ms\",\"stacktrace\":\"\"}}");
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpServer server, String path, int status, String json) {
    byte[] octets = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
          }
        });
  }
}
