// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.linux.DeviceGateway;
import dev.trimunit.devices.linux.MachineClock;
import dev.trimunit.devices.linux.PacketTap;
import dev.trimunit.devices.linux.PipedCapture;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.Teardown;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One real device with what surrounds it. */
final class PhysicalBench implements Bench {
  private static final PacketTap TAP = PacketTap.of(Privilege.here());

  private final DeviceFile device;
  private final String name;
  private final Place place;
  private final Surroundings around;
  private final LabClock clock;
  private final StationEar ear;
  private final Strangers strangers;
  private final Optional<KeptOutlet> outlet;
  private final Optional<HeardPower> heard;
  private final PowerControl power;
  private final DeviceGateway gateway;
  private final PipedCapture capture;
  private final Map<Vantage, BenchPhones.App> apps = new EnumMap<>(Vantage.class);
  private List<PhysicalBench> units = List.of(this);
  private boolean proven;

  /**
   * What the lab has for all devices.
   *
   * @param phones of the whole bench
   * @param gateway as this device meets it
   * @param keeper gives devices their power if this process is killed
   * @param local what is no remote destination
   * @param wiring which plug supplies which device
   * @param watch throws a {@link dev.trimunit.engine.lab.LabFault} if something is gone that
   *     devices need
   */
  record Surroundings(
      BenchPhones phones,
      BenchFile file,
      DeviceGateway gateway,
      Keeper keeper,
      LocalPrefixes local,
      Wiring wiring,
      Runnable watch) {}

  private PhysicalBench(
      DeviceFile device, String name, Place place, Surroundings around, StationEar ear) {
    this.device = device;
    this.name = name;
    this.place = place;
    this.around = around;
    this.ear = ear;
    this.clock = new MachineClock();
    this.strangers = new Strangers(name, place.mac().toString(), ear, clock);
    this.gateway = around.gateway();
    this.capture =
        new PipedCapture(
            command -> command,
            TAP,
            around.file().network().lan(),
            place.mac(),
            around.local(),
            new HashSet<>(around.file().network().addresses()),
            around.phones().settings().output().resolve("captures").resolve(device.device().id()),
            gateway::learn);
    gateway.watch(capture::soFar);
    this.outlet = place.outlet().map(this::kept);
    this.heard = outlet.map(this::heard);
    this.power =
        heard.map(plug -> capture.forgetting(plug, gateway::isBlocking)).orElseGet(Battery::new);
  }

  /**
   * Opens one.
   *
   * @param name of the device, or of this unit of it
   */
  static PhysicalBench open(DeviceFile device, String name, Place place, Surroundings around) {
    Set<MacAddress> known =
        around.file().devices().values().stream().map(Place::mac).collect(Collectors.toSet());
    StationEar ear = StationEar.open(TAP, around.file().network().lan(), place, known);
    return new PhysicalBench(device, name, place, around, ear);
  }

  private KeptOutlet kept(Outlet switched) {
    Keeper keeper = around.keeper();
    return new KeptOutlet(switched, () -> keeper.begins(name), () -> keeper.ends(name));
  }

  private HeardPower heard(KeptOutlet outlet) {
    Duration startUp = place.startUp().orElse(device.startUp());
    HeardPower.Supplied supplied =
        new HeardPower.Supplied(name, place.mac().toString(), place.silence(), startUp);
    return new HeardPower(supplied, outlet, ear, clock, new Readiness(place.ready(), ear, clock));
  }

  /** Nobody can cut it: blocks are put in force while the device runs. */
  private record Battery() implements PowerControl {
    @Override
    public void off() {}

    @Override
    public void on() {}
  }

  /** A device is only silent by itself as long as the lab is whole, and it is the same device. */
  private record WatchedRecording(Recording recording, Runnable watch) implements Recording {
    @Override
    public Traffic stop() {
      Traffic traffic = recording.stop();
      watch.run();
      return traffic;
    }

    @Override
    public void close() {
      recording.close();
    }
  }

  @Override
  public Device device() {
    Device known = device.device();
    return new Device(
        known.id(),
        known.name(),
        known.noun(),
        known.manufacturer(),
        place.firmware().orElse(known.firmware()),
        place.app().orElse(known.app()),
        known.region());
  }

  /** The device's id; of a further unit of it, with its number. */
  String name() {
    return name;
  }

  /** The units of the device, this one among them. */
  void units(List<PhysicalBench> all) {
    units = List.copyOf(all);
  }

  @Override
  public List<Bench> units() {
    return List.copyOf(units);
  }

  @Override
  public PowerControl power() {
    return around.wiring().guarded(power);
  }

  /**
   * Gives the device its power and finds out whether its plug is its own, and whether its phone can
   * be moved if it has to be; does it once.
   *
   * @throws dev.trimunit.engine.lab.LabFault with what was seen instead
   */
  synchronized void begin() {
    if (proven) {
      return;
    }
    outlet.ifPresent(plug -> around.wiring().prove(new Wiring.Plugged(name, plug, power)));
    for (Vantage vantage : Vantage.values()) {
      if (around.phones().moving().has(place, vantage)) {
        opened(vantage).prove().run();
      }
    }
    proven = true;
  }

  @Override
  public Gateway gateway() {
    return gateway;
  }

  @Override
  public Capture capture() {
    return name -> {
      Map<IpAddress, MacAddress> known = strangers.known();
      apps.values().forEach(app -> app.begin().run());
      return new WatchedRecording(
          capture.start(name),
          () -> {
            around.watch().run();
            strangers.requireSame(known);
          });
    };
  }

  @Override
  public CompanionApp app(Vantage vantage) {
    return opened(vantage).app();
  }

  private BenchPhones.App opened(Vantage vantage) {
    return apps.computeIfAbsent(vantage, at -> around.phones().app(device, place, at));
  }

  @Override
  public Optional<String> withoutPictures() {
    return PicturedApp.missing(device.device().id(), place);
  }

  @Override
  public LabClock clock() {
    return clock;
  }

  /** Readiness was seen when the power came back; this is what the file asks for beyond. */
  @Override
  public Duration startUp() {
    return place.settle();
  }

  @Override
  public Optional<String> learnt() {
    return heard.flatMap(HeardPower::learnt);
  }

  @Override
  public Set<String> shared(Vantage vantage) {
    return BenchPhones.shared(place, vantage);
  }

  @Override
  public int capacity(String shared) {
    return around.phones().capacity(shared);
  }

  @Override
  public boolean vantagesTogether() {
    return BenchPhones.isForBoth(place);
  }

  @Override
  public Party party(Destination destination) {
    return device.party(destination);
  }

  @Override
  public Map<DestinationPattern, Party> parties() {
    return device.parties();
  }

  @Override
  public Map<DestinationPattern, Purpose> purposes() {
    return device.purposes();
  }

  @Override
  public Owner owner(Destination destination) {
    return device.owner(destination);
  }

  /** Nothing blocked, the device powered, the phone free. */
  void leave(Teardown teardown) {
    teardown.mend(gateway::unblock);
    outlet.ifPresent(plug -> teardown.mend(plug::switchOn));
    heard.ifPresent(supply -> teardown.mend(supply::requireBack));
    apps.values().forEach(app -> teardown.mend(app.end()));
    apps.clear();
    teardown.mend(ear::close);
  }
}
