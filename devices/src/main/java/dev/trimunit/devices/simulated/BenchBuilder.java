// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.LabFile;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Vantage;

/** Puts a bench together. */
final class BenchBuilder {
  private final LabSettings settings;
  private final LabFile lab;
  private final PhoneShop shop;

  /** Where phones come from. */
  @FunctionalInterface
  interface PhoneShop {
    Phones phones(DeviceFile file, Faults faults, VirtualClock clock, Apps apps);
  }

  /** The modelled app, by vantage. */
  @FunctionalInterface
  interface Apps {
    ModelledApp at(Vantage vantage);
  }

  BenchBuilder(LabSettings settings, LabFile lab, PhoneShop shop) {
    this.settings = settings;
    this.lab = lab;
    this.shop = shop;
  }

  SimulatedBench build(DeviceFile file) {
    String id = file.device().id();
    DeviceModel model = file.model().orElseThrow(file::withoutModel);
    World world = new World(settings.seed(), id);
    Faults faults = new Faults(world, lab);
    Wire wire = new Wire(world);
    Addresses addresses = Addresses.of(id);
    CaptureFolder captures =
        new CaptureFolder(settings.output().resolve("captures").resolve(id), addresses.deviceMac());
    Internet internet = new Internet(world, model.names(), lab.outages(), settings.seed());
    SimulatedGateway gateway = new SimulatedGateway(world, faults, wire, internet, captures);
    Link link = new Link(wire, addresses, gateway);
    ModelledDevice device = device(id, model, world, link, gateway, internet);
    OwnersView view = new OwnersView(model.app());
    VirtualClock clock = new VirtualClock(world, faults);
    LanTalk lanTalk = new LanTalk(world, link);
    device.powerOn();
    return new SimulatedBench(
        file,
        new SimulatedPower(world, faults, device, view),
        gateway,
        new SimulatedCapture(world, faults, wire, gateway, captures),
        clock,
        shop.phones(
            file,
            faults,
            clock,
            vantage -> new ModelledApp(world, model, device, view, vantage, lanTalk::exchange)),
        lab);
  }

  private static ModelledDevice device(
      String id,
      DeviceModel model,
      World world,
      Link link,
      SimulatedGateway gateway,
      Internet internet) {
    DeviceTime time = new DeviceTime(world);
    ResolverTransport transport = new ResolverTransport(time, link, gateway, internet);
    return new ModelledDevice(
        model,
        time,
        new LocalNetwork(time, link, id, model.ipv6()),
        new Resolver(time, transport, internet),
        new Conversations(time, link, internet));
  }
}
