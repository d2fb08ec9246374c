// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.PopUps;
import dev.trimunit.devices.emulated.RealGrid.Relayed;
import dev.trimunit.devices.emulated.phone.BrowserPhone;
import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The emulated lab's phones, each behind a node of a Grid, and asked for by their group. */
final class GridPhones extends Phones {
  private static final Duration QUEUE = Duration.ofSeconds(30);
  private static final String GROUP = "trimunit:group";

  private final LabSettings settings;
  private final RealGrid grid;
  private final int devices;
  private final Map<Vantage, BrowserPhone> phones = new EnumMap<>(Vantage.class);

  /**
   * Phones that are not switched on yet.
   *
   * @param devices how many have a session with each phone at once
   */
  GridPhones(LabSettings settings, RealGrid grid, int devices) {
    this.settings = settings;
    this.grid = grid;
    this.devices = devices;
  }

  @Override
  String words() {
    return "Chromium under Appium, behind a Grid";
  }

  /** Ends the node of a phone, and starts another in its place. */
  synchronized void replaceNode(Vantage vantage) {
    grid.kill(vantage.name());
    node(vantage);
  }

  private void node(Vantage vantage) {
    try {
      PhoneSpec direct = phones.get(vantage).spec(vantage.name());
      Map<String, Object> slot = new TreeMap<>(direct.capabilities());
      slot.keySet().removeIf(name -> !name.matches("platformName|browserName|appium:automation.*"));
      slot.put(GROUP, vantage.name());
      grid.add(new Relayed(vantage.name(), direct.url(), devices, slot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  synchronized App open(Sandbox sandbox, NamespaceName where, Wanted wanted) {
    Vantage vantage = wanted.vantage();
    if (!phones.containsKey(vantage)) {
      phones.put(vantage, BrowserPhone.start(sandbox, where, settings));
      node(vantage);
    }
    BrowserPhone phone = phones.get(vantage);
    PhoneSpec direct = phone.spec(wanted.name());
    Map<String, Object> asked = new TreeMap<>(direct.capabilities());
    asked.put(GROUP, vantage.name());
    PhoneSpec spec =
        new PhoneSpec(
            direct.name(),
            grid.url(),
            asked,
            direct.locator(),
            direct.patience(),
            Optional.of(QUEUE),
            PopUps.NONE);
    AppiumCompanionApp client =
        AppiumCompanionApp.on(spec, phone.app(wanted.app(), wanted.server()), settings);
    return new App() {
      @Override
      public CompanionApp app() {
        return client;
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  @Override
  public synchronized void close() {
    phones.values().forEach(BrowserPhone::close);
    phones.clear();
  }
}
