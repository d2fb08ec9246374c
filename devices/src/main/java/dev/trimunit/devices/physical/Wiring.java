// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.PowerControl;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Which plug supplies which device. It is tried before a device's first trial, while no other plug
 * of the bench is switched: two devices whose plugs are swapped, and that are power-cycled at one
 * time, would each fall silent when they must.
 */
final class Wiring {
  private final Others others;
  private final Set<String> devices;
  private final Set<String> used;
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  /**
   * @param devices those that are called to find out who falls silent
   * @param used those whose trials would suffer from it; empty for all
   */
  Wiring(Others others, Set<String> devices, Set<String> used) {
    this.others = others;
    this.used = Set.copyOf(used);
    this.devices = new TreeSet<>(devices);
  }

  /**
   * A device in its place.
   *
   * @param id the device
   * @param outlet what the bench file says to be its plug
   * @param power that plug, believed by what is heard of the device
   */
  record Plugged(String id, Outlet outlet, PowerControl power) {}

  /** A supply that is not switched while a plug is tried. */
  PowerControl guarded(PowerControl power) {
    return new Guarded(power, lock.readLock());
  }

  private record Guarded(PowerControl power, Lock shared) implements PowerControl {
    @Override
    public void off() {
      with(power::off);
    }

    @Override
    public void on() {
      with(power::on);
    }

    private void with(Runnable switching) {
      shared.lock();
      try {
        switching.run();
      } finally {
        shared.unlock();
      }
    }
  }

  /**
   * Cuts a device's supply and restores it: it must fall silent, and no other may.
   *
   * @throws LabFault with who fell silent; its plug is on then
   */
  void prove(Plugged device) {
    lock.writeLock().lock();
    try {
      wake(device);
      Set<String> before = others.answering(besides(device.id()));
      try {
        cut(device, before);
      } catch (LabFault e) {
        device.outlet().switchOn(); // whatever it supplies needs it
        throw e;
      }
      device.power().on();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void wake(Plugged device) {
    Set<String> asleep = besides(device.id());
    asleep.removeAll(others.answering(asleep));
    try {
      device.power().on();
    } catch (LabFault e) {
      throw mixedUp(e, others.answering(asleep), "came up");
    }
  }

  private static LabFault mixedUp(LabFault found, Set<String> instead, String did) {
    return instead.isEmpty()
        ? found
        : new LabFault(
            "%s But %s %s: the plugs are mixed up, or the bench file has them so"
                .formatted(found.getMessage(), String.join(", ", instead), did),
            found);
  }

  private void cut(Plugged device, Set<String> before) {
    try {
      device.power().off();
    } catch (LabFault e) {
      throw mixedUp(e, silent(before), "fell silent");
    }
    Set<String> silent = silent(before);
    silent.removeIf(id -> !used.isEmpty() && !used.contains(DeviceUnits.device(id)));
    if (!silent.isEmpty()) {
      throw new LabFault(
          "%s cuts the supply of %s, and %s fell silent with it: give each a plug of its own"
              .formatted(device.outlet().words(), device.id(), String.join(", ", silent)));
    }
  }

  private Set<String> besides(String id) {
    Set<String> besides = new TreeSet<>(devices);
    besides.remove(id);
    return besides;
  }

  /** Those that do not answer now, nor when they are called once more. */
  private Set<String> silent(Set<String> before) {
    Set<String> silent = new TreeSet<>(before);
    for (int call = 0; call < 2 && !silent.isEmpty(); call++) {
      silent.removeAll(others.answering(silent));
    }
    return silent;
  }
}
