// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.PhoneWifi;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;

/** A phone's Wi-Fi that Appium switches and reads back. */
record AppiumWifi(String phone, PhoneWifi wifi, Duration limit, LabClock clock) implements Outlet {
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Override
  public void switchOn() {
    become(true);
  }

  @Override
  public void switchOff() {
    become(false);
  }

  private void become(boolean on) {
    wifi.set(on);
    Instant end = clock.now().plus(limit);
    while (wifi.isOn() != on) {
      if (!clock.now().isBefore(end)) {
        throw new LabFault(
            "The Wi-Fi of phone '%s' was switched %s by Appium, and it still says %s after %s"
                .formatted(phone, on ? "on" : "off", on ? "off" : "on", limit));
      }
      clock.pass(PAUSE);
    }
  }

  @Override
  public boolean isOn() {
    return wifi.isOn();
  }

  @Override
  public boolean asksAPerson() {
    return false;
  }

  @Override
  public String words() {
    return "Appium";
  }

  /** The session is the app's. */
  @Override
  public void close() {}
}
