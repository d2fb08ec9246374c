// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.linux.MachineClock;
import dev.trimunit.devices.linux.Neighbours;
import dev.trimunit.devices.physical.BenchFile.AppiumPhone;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.devices.physical.BenchFile.Wifi;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.model.Vantage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The phones of a bench that are moved between both vantages, for all its devices. */
final class MovingPhones {
  private static final LabClock CLOCK = new MachineClock();

  private final Map<String, MovingPhone> phones;
  private final Kept kept;

  private MovingPhones(Map<String, MovingPhone> phones, Kept kept) {
    this.phones = phones;
    this.kept = kept;
  }

  /**
   * Whoever switches them on again if this process is killed.
   *
   * @param begins is told what is about to be switched
   * @param ends is told that it was, or was not
   */
  record Kept(Consumer<String> begins, Consumer<String> ends) {
    Outlet outlet(String phone, Outlet radio) {
      String id = AppiumWifi.OF + phone;
      return new KeptOutlet(radio, () -> begins.accept(id), () -> ends.accept(id));
    }
  }

  static MovingPhones of(BenchFile file, Kept kept) {
    Map<String, MovingPhone> phones = new TreeMap<>();
    Neighbours neighbours = Neighbours.on(file.network().lan());
    file.phones()
        .forEach(
            (name, phone) -> {
              if (phone instanceof AppiumPhone appium && appium.seat().wifi().isPresent()) {
                Wifi wifi = appium.seat().wifi().get();
                phones.put(
                    name,
                    new MovingPhone(
                        name, wifi, wifi.mac().map(mac -> heard(mac, neighbours)), CLOCK));
              }
            });
    return new MovingPhones(phones, kept);
  }

  private static BooleanSupplier heard(MacAddress mac, Neighbours neighbours) {
    LanCall call = new LanCall(neighbours, Map.of("", new LanCall.Called(mac, Set.of())), CLOCK);
    return () -> !call.answering(Set.of("")).isEmpty();
  }

  /** Whether a device's phone at a vantage is at the other one, too. */
  boolean has(Place place, Vantage vantage) {
    return phones.containsKey(place.phones().getOrDefault(vantage, ""));
  }

  /** What switches a phone's Wi-Fi, where it is not Appium. */
  List<Outlet> switches() {
    return phones.values().stream().flatMap(phone -> phone.wifi().command().stream()).toList();
  }

  /** An app on a phone, which is moved to the vantage if it has to be. */
  BenchPhones.App app(String name, AppiumCompanionApp app, Vantage vantage) {
    MovingPhone phone = phones.get(name);
    if (phone == null) {
      return new BenchPhones.App(app, () -> {}, app::begin, app::close);
    }
    Wifi wifi = phone.wifi();
    Outlet radio =
        kept.outlet(
            name,
            wifi.command()
                .orElseGet(() -> new AppiumWifi(name, app.wifi(), wifi.limit(), CLOCK, () -> {})));
    return new BenchPhones.App(
        new MovedApp(app, phone, radio, vantage),
        () -> phone.prove(radio),
        app::begin,
        () -> {
          try {
            phone.leave(radio);
          } finally {
            app.close();
          }
        });
  }
}
