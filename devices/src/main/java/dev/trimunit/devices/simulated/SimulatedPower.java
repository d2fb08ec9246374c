// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.engine.lab.PowerControl;

/** The device's supply. */
final class SimulatedPower implements PowerControl {
  private final World world;
  private final Faults faults;
  private final ModelledDevice device;
  private final OwnersView view;

  SimulatedPower(World world, Faults faults, ModelledDevice device, OwnersView view) {
    this.world = world;
    this.faults = faults;
    this.device = device;
    this.view = view;
  }

  @Override
  public void off() {
    world.locked(
        () -> {
          faults.maybe(Operation.POWER, "The smart plug did not answer when told to switch off");
          device.powerOff();
          view.powerLost();
        });
  }

  @Override
  public void on() {
    world.locked(
        () -> {
          faults.maybe(Operation.POWER, "The smart plug did not answer when told to switch on");
          device.powerOn();
        });
  }

  /** Switches on, whatever the lab file asks for: when the lab is left. */
  void restore() {
    world.locked(device::powerOn);
  }
}
