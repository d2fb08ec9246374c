// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a companion app speaks to, in a namespace, and what a test lets it answer. It takes orders
 * on its standard input, one a line, and says there what it was asked.
 */
final class StubBackend implements AutoCloseable {
  private static final int PORT = 8080;
  private static final String TAP = "POST tap ";

  private final URI url;
  private final Process process;
  private final Writer orders;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private StubBackend(URI url, Process process) {
    this.url = url;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    Thread listener =
        new Thread(() -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(heard::add));
    listener.setDaemon(true);
    listener.start();
  }

  static StubBackend start(Sandbox sandbox, Station station) {
    URI url = URI.create("http://" + station.ipv4() + ":" + PORT);
    Process process =
        JavaProcess.start(
            command -> sandbox.inside(station.name(), command),
            StubBackend.class,
            List.of(station.ipv4().toString()));
    StubBackend backend = new StubBackend(url, process);
    backend.await("ready");
    return backend;
  }

  URI url() {
    return url;
  }

  /** What it shows from now on, after any start. */
  void shows(String screen) {
    order("start", 200, screen);
  }

  /** What a tap is answered, and shows from then on. */
  void onTap(int status, String screen) {
    order("tap", status, screen);
  }

  /** Waits until it says these words, whatever it says before. */
  void await(String words) {
    try {
      String next = heard.poll(20, TimeUnit.SECONDS);
      while (next != null && !next.equals(words)) {
        next = heard.poll(20, TimeUnit.SECONDS);
      }
      if (next == null) {
        throw new AssertionError("Never heard '" + words + "'");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The labels that were tapped since it was last asked; a tap is over when it was answered. */
  List<String> taps() {
    List<String> taps = new ArrayList<>();
    for (String words = heard.poll(); words != null; words = heard.poll()) {
      if (words.startsWith(TAP)) {
        taps.add(label(words.substring(TAP.length())));
      }
    }
    return taps;
  }

  /** The one text of a JSON object. */
  private static String label(String json) {
    String inner = json.substring("{\"label\":\"".length(), json.length() - 2);
    return inner.replace("\\\"", "\"").replace("\\\\", "\\");
  }

  /** The device loses power. */
  @Override
  public void close() {
    JavaProcess.kill(process);
  }

  private void order(String what, int status, String screen) {
    try {
      orders.write("%s %d %s%n".formatted(what, status, screen));
      orders.flush();
      await("understood");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Answer(int status, String json) {}

  public static void main(String[] arguments) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Map<String, Answer> answers = new ConcurrentHashMap<>();
    HttpServer server = HttpServer.create(new InetSocketAddress(arguments[0], PORT), 16);
    server.createContext("/companion/", exchange -> answer(exchange, answers));
    server.start();
    System.out.println("ready");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] words = line.split(" ", 3);
      Answer answer = new Answer(Integer.parseInt(words[1]), words[2]);
      answers.put(words[0], answer);
      answers.putIfAbsent("screen", answer);
      if (words[0].equals("start")) {
        answers.put("screen", answer);
      }
      System.out.println("understood");
    }
    System.exit(0);
  }

  private static void answer(HttpExchange exchange, Map<String, Answer> answers)
      throws IOException {
    String what = exchange.getRequestURI().getPath().substring("/companion/".length());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Answer answer = answers.getOrDefault(what, new Answer(404, "{}"));
    if (!what.equals("screen")) {
      answers.put("screen", answer);
      System.out.println((exchange.getRequestMethod() + " " + what + " " + body).strip());
    }
    byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
