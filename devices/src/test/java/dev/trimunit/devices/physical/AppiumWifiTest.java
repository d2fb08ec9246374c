// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.PopUps;
import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phone's Wi-Fi by Appium's client, against the simulated phone and one that lies. */
@Tag("slow")
final class AppiumWifiTest {
  private static final String PACKAGE = "com.example.bulb";

  @TempDir private Path output;

  private static final class Idle implements SimulatedApp {
    @Override
    public void start() {}

    @Override
    public Screen screen() {
      return new Screen("Bulb", List.of(Element.toggle("Power", true)));
    }

    @Override
    public void tap(String label) {}

    @Override
    public void stop() {}
  }

  private static final class Time implements LabClock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void pass(Duration time) {
      now = now.plus(time);
    }
  }

  private AppiumCompanionApp app(URI url) {
    Resources none =
        new Resources() {
          @Override
          public Optional<URL> find(String path) {
            return Optional.empty();
          }

          @Override
          public List<String> list(String where, String suffix) {
            return List.of();
          }
        };
    return AppiumCompanionApp.on(
        PhoneSpec.simulated("phone pixel", url),
        new AppSpec("bulb", PACKAGE, List.of()),
        new LabSettings(1, output, none, Map.of()));
  }

  private static AppiumWifi wifi(AppiumCompanionApp app) {
    return new AppiumWifi("pixel", app.wifi(), Duration.ofSeconds(30), new Time(), () -> {});
  }

  @Test
  void it_is_switched_and_read_back() {
    try (SimulatedPhone phone = SimulatedPhone.open("pixel", PACKAGE, new Idle(), new Time());
        AppiumCompanionApp app = app(phone.url())) {
      AppiumWifi wifi = wifi(app);
      assertThat(wifi.isOn()).isTrue();
      wifi.switchOff();
      assertThat(wifi.isOn()).isFalse();
      app.restart();
      wifi.switchOn();
      assertThat(wifi.isOn()).isTrue();
    }
  }

  /** As whoever keeps the bench does after a run that was killed. */
  @Test
  void it_is_switched_on_in_a_session_of_its_own() {
    try (SimulatedPhone phone = SimulatedPhone.open("pixel", PACKAGE, new Idle(), new Time());
        AppiumCompanionApp app = app(phone.url())) {
      wifi(app).switchOff();
      BenchFile.AppiumPhone written =
          new BenchFile.AppiumPhone(
              new BenchFile.Seat(
                  Set.of(Vantage.LAN, Vantage.WAN), Optional.of(BenchFile.Wifi.BY_APPIUM)),
              new BenchFile.AppiumPhone.Server(phone.url(), Optional.empty()),
              BenchFile.AppiumPhone.Kind.ANDROID,
              "",
              Map.of(),
              Duration.ofSeconds(20),
              PopUps.NONE);
      BenchFile file =
          new BenchFile(
              "",
              "",
              new BenchFile.Network("lan0", List.of(), "wan0", List.of(), false),
              Optional.empty(),
              Map.of(),
              Map.of("pixel", written));
      Outlet radio = AppiumWifi.of(file, "pixel").orElseThrow();
      assertThat(radio.isOn()).isFalse();
      radio.switchOn();
      assertThat(radio.isOn()).isTrue();
      radio.close();
      assertThat(AppiumWifi.of(file, "tablet")).isEmpty();
    }
  }

  /** Answers every script with one value. */
  private static HttpServer server(String value) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean opens = exchange.getRequestURI().getPath().endsWith("/session");
          String answer =
              opens
                  ? "{\"value\": {\"sessionId\": \"1\", \"capabilities\": {\"platformName\": \"Android\"}}}"
                  : "{\"value\": " + value + "}";
          byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
          exchange.sendResponseHeaders(200, octets.length);
          exchange.getResponseBody().write(octets);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void lies(String value, String said) throws IOException {
    HttpServer server = server(value);
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (AppiumCompanionApp app = app(url)) {
      assertThatThrownBy(wifi(app)::switchOff)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining(said);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_phone_that_does_not_do_it_or_does_not_say_is_the_labs_fault() throws IOException {
    lies(
        "{\"wifi\": true}",
        "The Wi-Fi of phone 'pixel' was switched off by Appium, and it still says on after PT30S");
    lies(
        "null",
        "did not say whether its Wi-Fi is on: its answer says nothing of its Wi-Fi: 'null'");
  }
}
