// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.physical.Ear.Heard;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.PowerControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A supply that is believed by what the gateway hears. Off is a device that has fallen silent and
 * does not answer when it is called; on is one that was heard again. So two plugs that were mixed
 * up, a plug that says what it does not do, and a wrong MAC address are lab faults.
 */
final class HeardPower implements PowerControl {
  /** A device that has power answers ARP within milliseconds, on a busy Wi-Fi within this. */
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private static final int SILENT_WINDOWS = 2;
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Supplied device;
  private final KeptOutlet outlet;
  private final Ear ear;
  private final LabClock clock;
  private final Readiness readiness;
  private final StartUps startUps;
  private final Strangers strangers;

  /**
   * What the bench file says of the device's supply.
   *
   * @param id the device
   * @param mac as the file has it, for messages
   * @param silence how long it may take to fall silent
   * @param startUp how long it may take to be ready
   */
  record Supplied(String id, String mac, Duration silence, Duration startUp) {}

  HeardPower(Supplied device, KeptOutlet outlet, Ear ear, LabClock clock, Readiness readiness) {
    this.device = device;
    this.outlet = outlet;
    this.ear = ear;
    this.clock = clock;
    this.readiness = readiness;
    this.startUps = new StartUps(device.startUp());
    this.strangers = new Strangers(device.id(), device.mac(), ear, clock);
  }

  @Override
  public void off() {
    ear.heard(); // before anything is switched: who does not listen cannot hear silence
    outlet.switchOff();
    Instant off = clock.now();
    int silent = 0;
    while (silent < SILENT_WINDOWS) {
      Heard before = ear.heard();
      ear.call();
      clock.pass(WINDOW);
      silent = ear.heard().since(before).frames() == 0 ? silent + 1 : 0;
      if (silent == 0 && since(off).compareTo(device.silence()) > 0) {
        throw new LabFault(
            "%s says that it is off, but %s (%s) was heard %d s later (a limit for slow ones is 'silence'): is it plugged in there?"
                .formatted(outlet.words(), device.id(), device.mac(), since(off).toSeconds()));
      }
    }
  }

  /**
   * Returns when the device is seen to be ready. One that is heard but not seen to be ready in its
   * time is used all the same: it may need what is blocked, and that is the question.
   */
  @Override
  public void on() {
    Heard before = ear.heard();
    strangers.look();
    boolean was = outlet.isOn();
    if (was && outlet.isCut()) {
      outlet.isOnAgain();
      throw new LabFault(
          "%s was switched off for this trial and is on now: somebody else switched it, or a timer in it"
              .formatted(outlet.words()));
    }
    outlet.switchOn();
    Instant on = clock.now();
    while (was ? !isHeard(before) : !readiness.isSeen(before, on)) {
      if (since(on).compareTo(device.startUp()) > 0) {
        requireHeard(before);
        startUps.late();
        return;
      }
      if (was) {
        ear.call();
      }
      clock.pass(GLANCE);
    }
    requireHeard(before);
    if (!was) {
      startUps.ready(since(on));
    }
  }

  /** How long it took to be ready; empty if its power never came back. */
  Optional<String> learnt() {
    return startUps.sentence();
  }

  private boolean isHeard(Heard before) {
    return ear.heard().since(before).frames() > 0;
  }

  /**
   * Looks whether a device that has its power back is there; one that had none may take its time.
   *
   * @throws LabFault if it is not heard: what its plug says of itself is no supply
   */
  void requireBack() {
    Heard before = ear.heard();
    strangers.look();
    Instant begin = clock.now();
    ear.call();
    clock.pass(GLANCE);
    while (!isHeard(before)) {
      if (since(begin).compareTo(device.startUp()) > 0) {
        requireHeard(before);
      }
      ear.call();
      clock.pass(WINDOW);
    }
  }

  private void requireHeard(Heard before) {
    if (isHeard(before)) {
      strangers.isThere();
    } else {
      throw new LabFault(
          "%s says that it is on, but nothing was heard of %s (%s) in %d s: is it plugged in there, and is the MAC address right?%s"
              .formatted(
                  outlet.words(),
                  device.id(),
                  device.mac(),
                  device.startUp().toSeconds(),
                  strangers.sinceItWasThere().map(come -> " " + come).orElse("")));
    }
  }

  private Duration since(Instant begin) {
    return Duration.between(begin, clock.now());
  }
}
