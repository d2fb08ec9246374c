// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.engine.lab.LabClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An Appium server with a phone on which the bulb's app is, which asks the bulb itself. */
final class OwnersPhone implements SimulatedApp {
  private final URI bulb;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private OwnersPhone(URI bulb) {
    this.bulb = bulb;
  }

  /**
   * Says its address and serves until the process ends.
   *
   * @param arguments the app's package, and where the bulb is
   */
  public static void main(String[] arguments) {
    OwnersPhone app = new OwnersPhone(URI.create(arguments[1]));
    System.out.println(SimulatedPhone.open("phone", arguments[0], app, new Now()).url());
  }

  @Override
  public void start() {}

  @Override
  public Screen screen() {
    return new Screen("Bulb", List.of(Element.toggle("Power", ask("GET").equals("on"))));
  }

  @Override
  public void tap(String label) {
    ask("POST");
  }

  @Override
  public void stop() {}

  private String ask(String method) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(bulb)
              .timeout(Duration.ofSeconds(8))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private record Now() implements LabClock {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void pass(Duration duration) {
      throw new UnsupportedOperationException("nobody waits for a status bar");
    }
  }
}
