// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class RdapTest {
  private static final IpAddress SERVER = IpAddress.parse("203.0.113.7");

  @TempDir private Path cache;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer http;
  private URI base;

  @BeforeEach
  void registry() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newCachedThreadPool());
    base = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    http.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          String answer = answers.get(exchange.getRequestURI().getPath());
          byte[] body = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            out.flush();
            if ("{".equals(answer)) {
              Thread.sleep(20_000);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    http.start();
    answers.put(
        "/ipv4.json",
        """
        {"services": [[["203.0.0.0/8"], ["http://192.0.2.1/"]],
                      [["203.0.113.0/24"], ["%sregistry"]]]}"""
            .formatted(base));
    answers.put(
        "/ipv6.json", "{\"services\": [[[\"2001:db8::/32\"], [\"%sregistry/\"]]]}".formatted(base));
  }

  @AfterEach
  void close() {
    http.stop(0);
  }

  private Rdap rdap() {
    return new Rdap(base, cache, Duration.ofSeconds(2));
  }

  private void says(String address, String json) {
    answers.put("/registry/ip/" + address, json);
  }

  @Test
  void the_registrant_is_the_owner_and_is_remembered_on_the_disk() {
    says(
        "203.0.113.7",
        """
        {"name": "EX-NET", "entities": [
          {"roles": ["abuse"], "vcardArray": ["vcard", [["fn", {}, "text", "Abuse"]]]},
          {"roles": ["registrant"], "vcardArray": ["vcard", [["version", {}, "text", "4.0"],
            ["fn", {}, "text", "Example Corp"]]]}]}""");
    assertThat(rdap().of(SERVER)).contains("Example Corp");
    int before = asked.get();
    assertThat(rdap().of(SERVER)).contains("Example Corp");
    assertThat(asked).hasValue(before);
  }

  @Test
  void a_network_s_name_will_do_and_ipv6_too() {
    says("2001:db8::7", "{\"name\": \"EX-NET-6\"}");
    assertThat(rdap().of(IpAddress.parse("2001:db8::7"))).contains("EX-NET-6");
  }

  @Test
  void hostile_names_lose_what_nobody_sees() {
    says("203.0.113.7", "{\"name\": \"Ev\\u001b[31mil\\u202e\\n" + "x".repeat(9_000) + "\"}");
    String owner = rdap().of(SERVER).orElseThrow();
    assertThat(owner).startsWith("Ev [31mil").hasSizeLessThanOrEqualTo(200);
    assertThat(owner.codePoints().noneMatch(Character::isISOControl)).isTrue();
    assertThat(owner).doesNotContain("\u202e");
  }

  @Test
  void what_is_wrong_slow_or_endless_gives_nothing_and_is_not_kept() {
    for (String answer : new String[] {"[", "\"x\"", "[".repeat(100_000), "{}"}) {
      says("203.0.113.7", answer);
      assertThat(rdap().of(SERVER)).isEmpty();
      cache.resolve("203.0.113.7.json").toFile().delete();
    }
    says("203.0.113.7", "{\"name\": \"" + "x".repeat(3 << 20) + "\"}");
    assertThat(rdap().of(SERVER)).isEmpty();
    says("203.0.113.7", "{"); // the rest never comes
    assertThat(rdap().of(SERVER)).isEmpty();
    assertThat(cache.resolve("203.0.113.7.json")).doesNotExist();
  }

  @Test
  void registries_that_do_not_answer_are_given_up() {
    Rdap rdap = rdap();
    for (int i = 1; i < 20; i++) {
      assertThat(rdap.of(IpAddress.parse("203.0.113." + i))).isEmpty();
    }
    assertThat(asked).hasValueLessThanOrEqualTo(4);
  }

  @Test
  void nobody_is_asked_about_private_addresses() {
    assertThat(rdap().of(IpAddress.parse("192.168.7.1"))).isEmpty();
    assertThat(asked).hasValue(0);
  }
}
