// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** What is switched over HTTP; what it understands and says is written from vendors' pages. */
abstract class WebPlug extends MadeUpPeer {
  private final HttpServer server;
  final List<String> asked = new CopyOnWriteArrayList<>();

  WebPlug() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "web-plug");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::serve);
    server.start();
  }

  /** What a request says; switches if it says so. */
  abstract String answer(String request, String body, HttpExchange exchange) throws IOException;

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(request);
      String answer =
          is(Mood.TALKING_NONSENSE)
              ? "<h1>%s, %s</h1>"
                  .formatted(
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization"))
              : answer(request, body, exchange);
      if (exchange.getResponseCode() < 0) {
        byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
      }
    }
  }

  static String refuse(HttpExchange exchange, int status, String challenge) throws IOException {
    exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
    exchange.sendResponseHeaders(status, -1);
    return "";
  }

  final String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  String name() {
    return host();
  }

  @Override
  void vanishes() {
    close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
