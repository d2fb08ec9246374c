// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.model.Vantage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Simulated phones that Appium's client drives like real ones. */
final class AppiumPhones implements Phones {
  private final String unit;
  private final DeviceFile file;
  private final LabSettings settings;
  private final Faults faults;
  private final LabClock clock;
  private final BenchBuilder.Apps apps;
  private final Map<Vantage, Phone> phones = new EnumMap<>(Vantage.class);

  private record Phone(SimulatedPhone phone, AppiumCompanionApp app) {}

  /**
   * @param unit whose they are: each unit of a device has its own, with pictures of their own
   */
  AppiumPhones(
      String unit,
      DeviceFile file,
      LabSettings settings,
      Faults faults,
      LabClock clock,
      BenchBuilder.Apps apps) {
    this.unit = unit;
    this.file = file;
    this.settings = settings;
    this.faults = faults;
    this.clock = clock;
    this.apps = apps;
  }

  @Override
  public CompanionApp app(Vantage vantage) {
    return new Unreliable(phones.computeIfAbsent(vantage, this::open).app(), faults, vantage);
  }

  private Phone open(Vantage vantage) {
    String name = unit + " " + vantage;
    SimulatedPhone phone =
        SimulatedPhone.open(name, file.app().appPackage(), apps.at(vantage), clock);
    PhoneSpec spec = PhoneSpec.simulated(name, phone.url());
    return new Phone(phone, AppiumCompanionApp.on(spec, file.app(), settings));
  }

  @Override
  public void close() {
    phones
        .values()
        .forEach(
            phone -> {
              phone.app().close();
              phone.phone().close();
            });
    phones.clear();
  }

  /** An app on a phone that the lab file lets fail now and then. */
  private record Unreliable(CompanionApp app, Faults faults, Vantage vantage)
      implements CompanionApp {
    @Override
    public void restart() {
      maybeLost();
      app.restart();
    }

    @Override
    public void stop() {
      maybeLost();
      app.stop();
    }

    @Override
    public void tap(String label) {
      maybeLost();
      app.tap(label);
    }

    @Override
    public ScreenCheck look(String state) {
      maybeLost();
      return app.look(state);
    }

    @Override
    public Optional<String> obstacle(String state) {
      return app.obstacle(state);
    }

    @Override
    public void calibrate(ScreenLimit limit) {
      app.calibrate(limit);
    }

    @Override
    public List<RecordedScreen> recorded() {
      return app.recorded();
    }

    private void maybeLost() {
      faults.maybe(Operation.PHONE, "The phone on " + vantage + " does not answer");
    }
  }
}
