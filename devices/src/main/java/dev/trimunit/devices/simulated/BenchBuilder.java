// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts a bench together. */
final class BenchBuilder {
  private final LabSettings settings;
  private final LabFile lab;
  private final PhoneShop shop;

  /** Where phones come from. */
  @FunctionalInterface
  interface PhoneShop {
    Phones phones(String unit, DeviceFile file, Faults faults, VirtualClock clock, Apps apps);
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

  /** One for each unit of a device. */
  List<SimulatedBench> build(DeviceFile file) {
    String id = file.device().id();
    DeviceModel model = file.model().orElseThrow(file::withoutModel);
    List<SimulatedBench> units = new ArrayList<>();
    for (int unit = 1; unit <= lab.count(id); unit++) {
      units.add(build(file, lab.model(id, model, unit), DeviceUnits.name(id, unit)));
    }
    units.get(0).units(units);
    return units;
  }

  /**
   * @param id tells the units of a device from each other: each has its own dice and address
   */
  private SimulatedBench build(DeviceFile file, DeviceModel model, String id) {
    World world = new World(settings.seed(), id);
    Faults faults = new Faults(world, lab);
    Wire wire = new Wire(world);
    Addresses addresses = Addresses.of(id);
    CaptureFolder captures =
        new CaptureFolder(
            settings.output().resolve("captures").resolve(file.device().id()),
            addresses.deviceMac());
    Internet internet = new Internet(world, model.names(), lab.outages(), settings.seed());
    Timers timers = new Timers(world::now);
    SimulatedGateway gateway =
        new SimulatedGateway(world, faults, wire, internet, captures, timers);
    Link link = new Link(wire, addresses, gateway);
    OwnersView view = new OwnersView(model.app());
    ModelledDevice device =
        device(file.device().id(), model, world, link, gateway, internet, timers, view);
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
            id,
            file,
            faults,
            clock,
            vantage -> new ModelledApp(world, model, device, view, vantage, lanTalk::exchange)),
        lab,
        new ModelInsight(world, model, device));
  }

  private static ModelledDevice device(
      String id,
      DeviceModel model,
      World world,
      Link link,
      SimulatedGateway gateway,
      Internet internet,
      Timers timers,
      OwnersView view) {
    DeviceTime time = new DeviceTime(world);
    LifeModel.Lease lease = model.life().lease();
    LocalNetwork network =
        new LocalNetwork(
            time, link, id, model.ipv6(), lease == null ? Duration.ofDays(1) : lease.ends());
    DeviceLife life = new DeviceLife(model, time, network, timers);
    ResolverTransport transport = new ResolverTransport(time, link, gateway, internet);
    return new ModelledDevice(
        model,
        time,
        network,
        new Resolver(time, transport, internet),
        new Conversations(time, link, internet, life),
        life,
        new DailyHabits(model.functionalities().values(), time, life.clock(), view::show));
  }
}
