// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Device;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alarms at a real HTTP receiver on loopback, and at a real program. */
@Tag("slow")
class NotificationsTest {
  private static final Device BULB = new Device("bulb", "Böse Birne", "bulb", "", "", "", "");
  private static final String SENTENCE = "\"switching on\" failed in 3 control trials in a row";
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final CountDownLatch answer = new CountDownLatch(1);
  private HttpServer server;
  @TempDir Path folder;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", exchange -> receive(exchange, 204));
    server.createContext("/broken", exchange -> receive(exchange, 500));
    server.createContext("/silent", this::keepWaiting);
    server.createContext("/dribbling", this::dribble);
    server.start();
  }

  @AfterEach
  void stop() {
    answer.countDown();
    server.stop(0);
  }

  private void receive(HttpExchange exchange, int status) throws IOException {
    types.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().get("Content-Type"));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void dribble(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      while (!answer.await(50, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write('.');
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private void keepWaiting(HttpExchange exchange) {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void alarm(Map<String, String> settings) {
    alarmed(settings).runFinished();
  }

  private Notifications alarmed(Map<String, String> settings) {
    Notifications notifications =
        new Notifications(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            () -> Instant.parse("2026-11-22T12:00:00Z"));
    notifications.runStarted(
        new LabDescription("simulated", LabKind.SIMULATED, Map.of()), folder, settings);
    notifications.alarmed(BULB, SENTENCE);
    return notifications;
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void an_alarm_is_posted_as_documented() throws IOException {
    alarm(Map.of("trimunit.notify.url", url("/hook")));

    assertThat(types).containsExactly("POST [application/json; charset=utf-8]");
    JsonNode body = new ObjectMapper().readTree(bodies.get(0));
    assertThat(body.at("/version").asInt()).isEqualTo(1);
    assertThat(body.at("/event").asText()).isEqualTo("alarm");
    assertThat(body.at("/message").asText()).isEqualTo(SENTENCE);
    assertThat(body.at("/device/id").asText()).isEqualTo("bulb");
    assertThat(body.at("/device/name").asText()).isEqualTo("Böse Birne");
    assertThat(body.at("/lab/key").asText()).isEqualTo("simulated");
    assertThat(body.at("/lab/kind").asText()).isEqualTo("simulated");
    assertThat(body.at("/time").asText()).isEqualTo("2026-11-22T12:00:00Z");
    assertThat(printed()).isEmpty();
  }

  @Test
  void nobody_is_told_unless_asked_for() {
    alarm(Map.of("trimunit.notify.url", "", "trimunit.notify.command", " "));

    assertThat(bodies).isEmpty();
    assertThat(printed()).isEmpty();
  }

  @Test
  void a_server_that_refuses_is_printed_without_what_may_be_secret() {
    alarm(Map.of("trimunit.notify.url", url("/broken?key=abc")));

    assertThat(bodies).hasSize(1);
    assertThat(printed())
        .contains("http://127.0.0.1:" + server.getAddress().getPort() + " could not be notified")
        .contains("status 500")
        .contains(SENTENCE)
        .doesNotContain("abc")
        .doesNotContain("broken");
  }

  @Test
  void a_server_that_does_not_answer_is_given_up() {
    alarm(Map.of("trimunit.notify.url", url("/silent"), "trimunit.notify.timeout", "1 s"));

    assertThat(printed()).contains("could not be notified").contains("timed out");
  }

  @Test
  @Timeout(60)
  void a_server_whose_answer_never_ends_is_given_up() {
    alarm(Map.of("trimunit.notify.url", url("/dribbling"), "trimunit.notify.timeout", "1 s"));

    assertThat(printed()).contains("could not be notified").contains("timed out after 1 s");
  }

  @Test
  @Timeout(60)
  void a_campaign_does_not_wait_for_it() {
    Notifications notifications =
        alarmed(Map.of("trimunit.notify.url", url("/silent"), "trimunit.notify.timeout", "1000 s"));
    assertThat(printed()).isEmpty();

    answer.countDown();
    notifications.runFinished();
    assertThat(printed()).contains("could not be notified");
  }

  @Test
  @Timeout(60)
  void more_alarms_than_can_be_told_are_printed() {
    Notifications notifications =
        alarmed(Map.of("trimunit.notify.url", url("/silent"), "trimunit.notify.timeout", "1000 s"));
    for (int i = 0; i < 120; i++) {
      notifications.alarmed(BULB, SENTENCE);
    }
    assertThat(printed()).contains("could not be notified (100 notifications wait before it)");

    answer.countDown();
    notifications.runFinished();
  }

  @Test
  void an_address_that_is_none_is_printed_at_the_start() {
    alarm(Map.of("trimunit.notify.url", "ftp://host/x"));

    assertThat(printed()).contains("trimunit.notify.url, which is unusable");
  }

  @Test
  void a_command_gets_its_arguments_as_they_are_and_the_json_on_its_input() throws IOException {
    Path file = folder.resolve("told $(date) file");
    alarm(
        command(
            "import java.nio.file.*; class Say { public static void main(String[] a)"
                + " throws Exception { Files.write(Path.of(a[0]), System.in.readAllBytes()); } }",
            file));

    assertThat(printed()).isEmpty();
    assertThat(new ObjectMapper().readTree(file.toFile()).at("/message").asText())
        .isEqualTo(SENTENCE);
  }

  @Test
  void a_command_that_fails_is_printed() throws IOException {
    alarm(command("class Say { public static void main(String[] a) { System.exit(7); } }", folder));

    assertThat(printed()).contains("could not be notified (it ended with status 7)");
  }

  @Test
  void a_command_that_hangs_is_ended() throws IOException {
    Map<String, String> settings =
        new HashMap<>(
            command(
                "class Say { public static void main(String[] a) throws Exception"
                    + " { Thread.sleep(60000); } }",
                folder));
    settings.put("trimunit.notify.timeout", "1 s");
    alarm(settings);

    assertThat(printed()).contains("it did not end within 1 s");
  }

  @Test
  void a_command_that_is_not_there_does_no_harm_and_the_server_is_told() {
    alarm(
        Map.of(
            "trimunit.notify.command", folder.resolve("nobody").toString(),
            "trimunit.notify.url", url("/hook")));

    assertThat(bodies).hasSize(1);
    assertThat(printed()).contains("nobody").contains("could not be notified");
  }

  /** A Java program instead of a shell script: these run everywhere. */
  private Map<String, String> command(String source, Path argument) throws IOException {
    Path program = Files.writeString(folder.resolve("Say.java"), source);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return Map.of(
        "trimunit.notify.command",
        "\"%s\" '%s' \"%s\"".formatted(java, program, argument),
        "trimunit.notify.timeout",
        "60 s");
  }
}
