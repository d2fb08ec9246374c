// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.linux.DeviceGateway;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** One emulated device with what surrounds it. */
final class EmulatedBench implements Bench {
  private final DeviceFile file;
  private final DeviceModel model;
  private final Ports ports;
  private final LabSettings settings;
  private final Map<Vantage, Phone> phones = new EnumMap<>(Vantage.class);

  /** What the lab made for the device. */
  record Ports(
      EmulatedPower power,
      OwnersView view,
      DeviceGateway gateway,
      Capture capture,
      LabClock clock) {}

  private record Phone(SimulatedPhone phone, AppiumCompanionApp app) {}

  EmulatedBench(DeviceFile file, DeviceModel model, Ports ports, LabSettings settings) {
    this.file = file;
    this.model = model;
    this.ports = ports;
    this.settings = settings;
  }

  @Override
  public Device device() {
    return file.device();
  }

  @Override
  public PowerControl power() {
    return ports.power();
  }

  @Override
  public Gateway gateway() {
    return ports.gateway();
  }

  @Override
  public Capture capture() {
    return ports.capture();
  }

  @Override
  public CompanionApp app(Vantage vantage) {
    return phones.computeIfAbsent(vantage, this::open).app();
  }

  @Override
  public LabClock clock() {
    return ports.clock();
  }

  @Override
  public Duration startUp() {
    return file.startUp();
  }

  @Override
  public Party party(Destination destination) {
    return file.party(destination);
  }

  @Override
  public Owner owner(Destination destination) {
    return file.owner(destination);
  }

  /** Nothing blocked, the phones off; the device ends with the lab. */
  void leave() {
    ports.gateway().unblock();
    ports.power().off();
    phones
        .values()
        .forEach(
            phone -> {
              phone.app().close();
              phone.phone().close();
            });
    phones.clear();
  }

  private Phone open(Vantage vantage) {
    String name = file.device().id() + " " + vantage;
    EmulatedApp app = new EmulatedApp(model.app(), ports.view(), ports.power(), vantage);
    SimulatedPhone phone = SimulatedPhone.open(name, file.app().appPackage(), app, ports.clock());
    PhoneSpec spec = PhoneSpec.simulated(name, phone.url());
    return new Phone(phone, AppiumCompanionApp.on(spec, file.app(), settings));
  }
}
