// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.LabFile;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.Insight;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One modelled device with what surrounds it. */
final class SimulatedBench implements Bench {
  private final DeviceFile file;
  private final SimulatedPower power;
  private final SimulatedGateway gateway;
  private final SimulatedCapture capture;
  private final VirtualClock clock;
  private final Phones phones;
  private final LabFile lab;
  private final Insight insight;
  private List<SimulatedBench> units = List.of(this);

  SimulatedBench(
      DeviceFile file,
      SimulatedPower power,
      SimulatedGateway gateway,
      SimulatedCapture capture,
      VirtualClock clock,
      Phones phones,
      LabFile lab,
      Insight insight) {
    this.file = file;
    this.power = power;
    this.gateway = gateway;
    this.capture = capture;
    this.clock = clock;
    this.phones = phones;
    this.lab = lab;
    this.insight = insight;
  }

  @Override
  public Device device() {
    return file.device();
  }

  @Override
  public PowerControl power() {
    return power;
  }

  @Override
  public Gateway gateway() {
    return gateway;
  }

  @Override
  public Capture capture() {
    return capture;
  }

  @Override
  public CompanionApp app(Vantage vantage) {
    return phones.app(vantage);
  }

  @Override
  public LabClock clock() {
    return clock;
  }

  @Override
  public Duration startUp() {
    return file.startUp();
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

  @Override
  public Optional<Insight> insight() {
    return Optional.of(insight);
  }

  /** The units of the device, this one among them. */
  void units(List<SimulatedBench> all) {
    units = List.copyOf(all);
  }

  List<SimulatedBench> all() {
    return units;
  }

  @Override
  public List<Bench> units() {
    return List.copyOf(units);
  }

  @Override
  public Set<String> shared(Vantage vantage) {
    return lab.shared(device().id(), vantage);
  }

  @Override
  public int capacity(String shared) {
    return lab.capacity(shared);
  }

  @Override
  public boolean vantagesTogether() {
    return lab.vantagesTogether();
  }

  /** Nothing blocked, the device powered, the phones off. */
  void leave() {
    gateway.unblock();
    power.restore();
    phones.close();
  }
}
