// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.trimunit.engine.lab.AddressRegistry;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class RdapRegistryTest {
  private static final IpAddress KNOWN = IpAddress.parse("203.0.113.7");
  private static final IpAddress UNKNOWN = IpAddress.parse("198.51.100.7");

  @TempDir private Path cache;
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer http;
  private String base;
  private String bootstrap;

  @BeforeEach
  void registry() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    bootstrap = "{\"services\": [[[\"203.0.113.0/24\"], [\"" + base + "\"]]]}";
    http.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          boolean first = exchange.getRequestURI().getPath().equals("/ipv4.json");
          byte[] body =
              (first ? bootstrap : "{\"name\": \"Example Corp\"}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
  }

  @AfterEach
  void close() {
    http.stop(0);
  }

  private Map<IpAddress, String> owners() {
    Map<String, String> settings =
        Map.of("trimunit.owners.bootstrap", base, "trimunit.owners.cache", cache.toString());
    return found().owners(List.of(KNOWN, UNKNOWN, KNOWN), settings);
  }

  private static AddressRegistry found() {
    return ServiceLoader.load(AddressRegistry.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(registry -> registry.key().equals("rdap"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_a_registry_says_is_kept_for_the_next_run() {
    assertThat(owners()).isEqualTo(Map.of(KNOWN, "Example Corp"));
    int before = asked.get();
    assertThat(before).isEqualTo(2);
    http.stop(0);
    assertThat(owners()).isEqualTo(Map.of(KNOWN, "Example Corp"));
    assertThat(asked).hasValue(before);
  }

  @Test
  void rubbish_leaves_owners_unknown() {
    for (String prefix :
        List.of("203.0.113.0", "203.0.113.0/999", "/", "203.0.113.0/x", "x/24", "203.0.113.0/-1")) {
      bootstrap = "{\"services\": [[[\"" + prefix + "\"], [\"" + base + "\"]]]}";
      assertThat(owners()).as(prefix).isEmpty();
      cache.resolve("ipv4.json").toFile().delete();
    }
    for (String server : List.of("file:///etc/passwd", "::", "", "gopher://127.0.0.1/")) {
      bootstrap = "{\"services\": [[[\"203.0.113.0/24\"], [\"" + server + "\"]]]}";
      assertThat(owners()).as(server).isEmpty();
      cache.resolve("ipv4.json").toFile().delete();
    }
  }

  @Test
  void a_registry_that_never_answers_is_left_when_the_time_is_over() {
    CountDownLatch never = new CountDownLatch(1);
    AddressOwners slow =
        address -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            return Optional.empty();
          }
          return Optional.of("Example Corp");
        };
    assertThat(RdapRegistry.asked(slow, List.of(KNOWN, UNKNOWN), Duration.ofMillis(200))).isEmpty();
  }
}
