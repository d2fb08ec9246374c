// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link HttpControl} in general; {@link HttpPresetsTest} has the presets. */
final class HttpControlTest extends OutletContract {
  @Override
  Peer peer() throws IOException {
    return new Relay();
  }

  /** Switched by JSON in a body, with a header of its own and a password itself. */
  private static class Relay extends WebPlug {
    Relay() throws IOException {}

    @Override
    String answer(String request, String body, HttpExchange exchange) throws IOException {
      String login = exchange.getRequestHeaders().getFirst("Authorization");
      if (login == null) {
        return refuse(exchange, 401, "Basic realm=\"relay\"");
      }
      if (request.equals("PUT /relay")
          && "7".equals(exchange.getRequestHeaders().getFirst("X-Key"))) {
        turn(body.equals("{\"state\": 1}"));
      }
      return "{\"relay\": {\"state\": %d}}".formatted(isOn() ? 1 : 0);
    }

    @Override
    String yaml() {
      return """
          control: http
          on: {method: put, url: "http://%1$s/relay", body: '{"state": 1}'}
          off: {method: put, url: "http://%1$s/relay", body: '{"state": 0}'}
          status: http://%1$s/relay
          headers: {X-Key: "7"}
          state: /relay/state
          says-on: "1"
          says-off: "0"
          password: ${SECRET}
          authentication: basic
          """
          .formatted(host());
    }
  }

  @Test
  void a_redirect_leads_nowhere() throws IOException {
    try (Relay elsewhere = new Relay();
        Relay relay =
            new Relay() {
              @Override
              String answer(String request, String body, HttpExchange exchange) throws IOException {
                exchange.getResponseHeaders().add("Location", "http://" + elsewhere.host() + "/");
                exchange.sendResponseHeaders(302, -1);
                return "";
              }
            };
        Outlet outlet = relay.open()) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("was answered with 302, which leads elsewhere");
      assertThat(elsewhere.asked).isEmpty();
    }
  }

  @Test
  void an_answer_without_end_is_given_up() throws IOException {
    try (Relay relay =
            new Relay() {
              @Override
              String answer(String request, String body, HttpExchange exchange) throws IOException {
                exchange.sendResponseHeaders(200, 0);
                OutputStream out = exchange.getResponseBody();
                for (int i = 0; i < 100_000; i++) {
                  out.write(new byte[1024]);
                }
                return "";
              }
            };
        Outlet outlet = relay.open()) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("longer than 65,536 octets");
    }
  }

  @Test
  void a_password_for_digests_only_is_not_shown_to_who_asks_for_itself() throws IOException {
    try (Relay relay = new Relay();
        Outlet outlet = Peer.open(relay.yaml().replace("basic", "digest"))) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("was refused with 401");
      assertThat(relay.asked).hasSize(1);
    }
  }

  @Test
  void a_regular_expression_that_finds_no_end_is_a_fault() throws IOException {
    try (Relay relay =
            new Relay() {
              @Override
              String answer(String request, String body, HttpExchange exchange) {
                return "a".repeat(60_000);
              }
            };
        Outlet outlet =
            Peer.open(
                """
                control: http
                on: http://%1$s/
                off: http://%1$s/
                status: http://%1$s/
                says-on: (a|aa)+b
                says-off: "off"
                limit: 1 s
                """
                    .formatted(relay.host()))) {
      assertThatThrownBy(outlet::isOn)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("comes to no end with its answer");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "on: ftp://192.0.2.1/            | :2: 'on': 'ftp://192.0.2.1/' is no address of the web",
        "on: http://a:b@192.0.2.1/       | :2: 'on': 'http://a:b@192.0.2.1/' is no address of the web",
        "on: {url: \"http://192.0.2.1/\", bdy: x} | :2: unknown key 'bdy' in 'on'; did you mean 'body'?",
        "on: {method: GO AWAY, url: \"http://192.0.2.1/\"} | :2: 'method': 'GO AWAY' is no method",
        "headers: {Host: a}              | :2: 'headers': the header 'Host' cannot be sent as it is written",
        "password: hunter2               | :2: 'password': a secret is written out here: write ${NAME}",
        "authentication: basics          | :2: 'authentication': unknown word 'basics'; did you mean 'basic'?",
        "preset: tasmotta                | :2: unknown preset 'tasmotta'; did you mean 'tasmota'?",
        "preset: tasmota                 | :1: the file lacks the key 'address'",
      })
  void a_key_that_is_wrong_is_told_with_its_line(String line, String fault) {
    String rest =
        line.startsWith("on:")
            ? "off: http://192.0.2.1/\n"
            : "on: http://192.0.2.1/\noff: http://192.0.2.1/\n";
    String login = line.startsWith("auth") ? "password: ${SECRET}\n" : "";
    assertThatThrownBy(
            () ->
                Peer.open(
                    "control: http\n"
                        + line
                        + "\n"
                        + rest
                        + login
                        + "status: http://192.0.2.1/\nsays-on: a\nsays-off: b\n"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("labs/physical.yaml" + fault)
        .hasMessageNotContaining("hunter2");
  }
}
