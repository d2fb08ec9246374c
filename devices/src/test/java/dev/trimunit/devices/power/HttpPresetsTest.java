// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@link HttpPresets} and peers that say what their makers' pages say; none is the real thing. */
final class HttpPresetsTest {
  private static final String LOGIN = "password: ${SECRET}\n";

  private static String preset(String name, WebPlug plug, String more) {
    return "control: http\npreset: %s\naddress: %s\n".formatted(name, plug.host()) + more;
  }

  @Nested
  final class Tasmota extends OutletContract {
    @Override
    Peer peer() throws IOException {
      return new WebPlug() {
        @Override
        String answer(String request, String body, HttpExchange exchange) {
          if (!request.endsWith("&user=admin&password=Tr0ub4dor%2B3")) {
            return "{\"WARNING\":\"Need user=<username>&password=<password>\"}";
          }
          if (request.contains("?cmnd=Power1%20")) {
            turn(request.contains("Power1%20On&"));
          }
          return "{\"POWER\":\"" + (isOn() ? "ON" : "OFF") + "\"}";
        }

        @Override
        String yaml() {
          return preset("tasmota", this, LOGIN);
        }
      };
    }
  }

  @Nested
  final class Shelly1 extends OutletContract {
    @Override
    Peer peer() throws IOException {
      return new WebPlug() {
        @Override
        String answer(String request, String body, HttpExchange exchange) throws IOException {
          if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            return refuse(exchange, 401, "Basic realm=\"Shelly\"");
          }
          if (request.startsWith("GET /relay/0?turn=")) {
            turn(request.endsWith("=on"));
          }
          return "{\"ison\":%s,\"has_timer\":false,\"source\":\"http\"}".formatted(isOn());
        }

        @Override
        String yaml() {
          return preset("shelly-gen1", this, LOGIN);
        }
      };
    }
  }

  @Nested
  final class Shelly2 extends OutletContract {
    private static final Pattern PART = Pattern.compile("(\\w+)=\"?([^\",]*)");

    @Override
    Peer peer() throws IOException {
      return new WebPlug() {
        @Override
        String answer(String request, String body, HttpExchange exchange) throws IOException {
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          if (login == null || !isRight(login, request)) {
            return refuse(
                exchange,
                401,
                "Digest qop=\"auth\", realm=\"shellyplus1-test\", nonce=\"6a3f\", algorithm=SHA-256");
          }
          boolean was = isOn();
          if (request.startsWith("GET /rpc/Switch.Set?id=0&on=")) {
            turn(request.endsWith("=true"));
            return "{\"was_on\":%s}".formatted(was);
          }
          return "{\"id\":0,\"source\":\"HTTP\",\"output\":%s,\"temperature\":{\"tC\":40.1}}"
              .formatted(isOn());
        }

        @Override
        String yaml() {
          return preset("shelly-gen2", this, LOGIN);
        }
      };
    }

    private static boolean isRight(String login, String request) {
      String first = sha("admin:shellyplus1-test:" + Peer.SECRET);
      String second = sha("GET:" + request.substring("GET ".length()));
      String all =
          String.join(":", first, "6a3f", "00000001", part(login, "cnonce"), "auth", second);
      return part(login, "response").equals(sha(all));
    }

    private static String part(String login, String name) {
      Matcher matcher = PART.matcher(login);
      while (matcher.find()) {
        if (matcher.group(1).equals(name)) {
          return matcher.group(2);
        }
      }
      return "";
    }

    private static String sha(String text) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  final class HomeAssistant extends OutletContract {
    @Override
    Peer peer() throws IOException {
      return new WebPlug() {
        @Override
        String answer(String request, String body, HttpExchange exchange) throws IOException {
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          if (!("Bearer " + SECRET).equals(token)) {
            return refuse(exchange, 401, "");
          }
          if (request.startsWith("POST /api/services/homeassistant/turn_")) {
            assertThat(body).isEqualTo("{\"entity_id\": \"switch.bulb_plug\"}");
            turn(request.endsWith("turn_on"));
            return "[]";
          }
          return "{\"entity_id\":\"%s\",\"state\":\"%s\",\"attributes\":{}}"
              .formatted(request.substring(request.lastIndexOf('/') + 1), isOn() ? "on" : "off");
        }

        @Override
        String yaml() {
          return preset("home-assistant", this, "entity: switch.bulb_plug\ntoken: ${SECRET}\n");
        }
      };
    }
  }

  @Nested
  final class EspHome extends OutletContract {
    @Override
    Peer peer() throws IOException {
      return new WebPlug() {
        @Override
        String answer(String request, String body, HttpExchange exchange) {
          if (request.startsWith("POST /switch/bulb%20plug/turn_")) {
            turn(request.endsWith("turn_on"));
            return "";
          }
          return "{\"id\":\"switch-bulb_plug\",\"value\":%s,\"state\":\"%s\"}"
              .formatted(isOn(), isOn() ? "ON" : "OFF");
        }

        @Override
        String yaml() {
          return preset("esphome", this, "switch: bulb plug\n");
        }
      };
    }
  }

  @Nested
  final class Pdudaemon extends OutletContract {
    @Override
    Peer peer() throws IOException {
      return new WebPlug() {
        @Override
        String answer(String request, String body, HttpExchange exchange) {
          if (request.startsWith("GET /power/control/")) {
            turn(request.equals("GET /power/control/on?hostname=pdu&port=7"));
            return "OK - accepted request\n";
          }
          return isOn() ? "12 W" : "0 W";
        }

        @Override
        String yaml() {
          return preset("pdudaemon", this, "hostname: pdu\nport: 7\n")
              + """
              read-back:
                control: http
                status: http://%s/meter
                says-on: "[1-9][0-9]* W"
                says-off: "^0 W"
              """
                  .formatted(host());
        }
      };
    }

    @Test
    void it_is_refused_without_another_that_says_what_came_of_it() {
      assertThatThrownBy(() -> Peer.open("control: http\npreset: pdudaemon\naddress: 192.0.2.9\n"))
          .isInstanceOf(LabException.class)
          .hasMessage(
              "labs/physical.yaml:2: 'preset': pdudaemon says OK also when nothing was switched, and cannot be asked: add 'read-back' with a control that can");
    }
  }
}
