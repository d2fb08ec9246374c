// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.MappedClock;
import dev.trimunit.devices.emulated.ages.Turns;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.linux.DeviceGateway;
import dev.trimunit.devices.linux.PipedCapture;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One emulated device with what surrounds it. */
final class EmulatedBench implements Bench {
  private final DeviceFile file;
  private final Ports ports;
  private final Map<Vantage, Phones.App> phones = new EnumMap<>(Vantage.class);
  private List<EmulatedBench> units = List.of(this);

  /**
   * What the lab made for the device.
   *
   * @param apps opens the companion app on the phone at a vantage
   * @param turns whose trial it is, if it grows old
   * @param watch throws a {@link dev.trimunit.engine.lab.LabFault} if something is gone that the
   *     device or its peers need
   */
  record Ports(
      EmulatedPower power,
      DeviceGateway gateway,
      PipedCapture capture,
      MappedClock clock,
      Function<Vantage, Phones.App> apps,
      Optional<Turns> turns,
      Runnable watch) {}

  EmulatedBench(DeviceFile file, Ports ports) {
    this.file = file;
    this.ports = ports;
  }

  @Override
  public Device device() {
    return file.device();
  }

  @Override
  public PowerControl power() {
    return ports.capture().forgetting(ports.power(), ports.gateway()::isBlocking);
  }

  @Override
  public Gateway gateway() {
    return new InLabTime(ports.gateway(), ports.clock());
  }

  /** Its windows open, and it tells the time, by the lab's clock. */
  private record InLabTime(DeviceGateway gateway, MappedClock clock) implements Gateway {
    @Override
    public Block block(
        Set<DestinationPattern> blocked,
        Set<Destination> known,
        Strength strength,
        BlockAnswer answer) {
      return block(blocked, known, strength, answer, Map.of());
    }

    @Override
    public Block block(
        Set<DestinationPattern> blocked,
        Set<Destination> known,
        Strength strength,
        BlockAnswer answer,
        Map<DestinationPattern, Policy> policies) {
      gateway.timeline(clock.timeline());
      return new LabTime.OfBlock(gateway.block(blocked, known, strength, answer, policies), clock);
    }

    @Override
    public boolean hasPolicies() {
      return gateway.hasPolicies();
    }

    @Override
    public void internet(boolean there) {
      gateway.internet(there);
    }

    @Override
    public Set<Destination> silent(Set<Destination> servers) {
      return gateway.silent(servers);
    }
  }

  /** The gateway hears how the lab's time goes on. */
  private record HeardClock(MappedClock clock, DeviceGateway gateway) implements LabClock {
    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public void pass(Duration duration) {
      gateway.timeline(clock.passing(duration));
      try {
        clock.pass(duration);
      } finally {
        gateway.timeline(clock.timeline());
      }
    }

    @Override
    public void resume(Instant end) {
      clock.resume(end);
      gateway.timeline(clock.timeline());
    }

    @Override
    public boolean isVirtual() {
      return clock.isVirtual();
    }

    @Override
    public boolean passesDays() {
      return clock.passesDays();
    }

    @Override
    public Optional<String> obstacle(Duration time) {
      return clock.obstacle(time);
    }
  }

  @Override
  public Capture capture() {
    return name -> {
      ports.turns().ifPresent(turns -> turns.take(device().id()));
      return new LabTime.OfRecording(
          ports.capture().start(name), ports.watch(), ports.clock(), this::turnOver);
    };
  }

  /** Gives the device power for the first time. */
  void begin() {
    if (ports.turns().isPresent()) {
      ports.turns().get().during(device().id(), ports.power()::on);
    } else {
      power().on();
    }
  }

  private void turnOver() {
    ports.turns().ifPresent(turns -> turns.give(device().id()));
  }

  @Override
  public CompanionApp app(Vantage vantage) {
    return new WatchedApp(phones.computeIfAbsent(vantage, ports.apps()).app(), ports.watch());
  }

  @Override
  public LabClock clock() {
    return new HeardClock(ports.clock(), ports.gateway());
  }

  @Override
  public Duration startUp() {
    return file.startUp();
  }

  /** The units of the device, this one among them. */
  void units(List<EmulatedBench> all) {
    units = List.copyOf(all);
  }

  List<EmulatedBench> all() {
    return units;
  }

  @Override
  public List<Bench> units() {
    return List.copyOf(units);
  }

  @Override
  public boolean isRenewed() {
    return true;
  }

  @Override
  public Party party(Destination destination) {
    return file.party(destination);
  }

  @Override
  public Map<DestinationPattern, Party> parties() {
    return file.parties();
  }

  @Override
  public Map<DestinationPattern, Purpose> purposes() {
    return file.purposes();
  }

  @Override
  public Owner owner(Destination destination) {
    return file.owner(destination);
  }

  /** Nothing blocked, the phones off; the device ends with the lab. */
  void leave() {
    ports.gateway().unblock();
    ports.power().off();
    phones.values().forEach(Phones.App::close);
    phones.clear();
  }
}
