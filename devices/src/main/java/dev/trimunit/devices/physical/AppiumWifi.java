// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.PhoneProbe;
import dev.trimunit.devices.app.PhoneWifi;
import dev.trimunit.devices.linux.MachineClock;
import dev.trimunit.devices.physical.BenchFile.AppiumPhone;
import dev.trimunit.devices.physical.BenchFile.Wifi;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A phone's Wi-Fi that Appium switches and reads back.
 *
 * @param end ends the session, if nobody else uses it
 */
record AppiumWifi(String phone, PhoneWifi wifi, Duration limit, LabClock clock, Runnable end)
    implements Outlet {
  /** With the phone's name, what whoever keeps the bench calls it; no device is called so. */
  static final String OF = "the Wi-Fi of phone ";

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** That of a phone of the bench, in a session of its own; empty if it is not switched. */
  static Optional<Outlet> of(BenchFile file, String name) {
    return file.phones().get(name) instanceof AppiumPhone phone
        ? phone.seat().wifi().map(wifi -> wifi.command().orElseGet(() -> alone(name, phone, wifi)))
        : Optional.empty();
  }

  private static Outlet alone(String name, AppiumPhone phone, Wifi wifi) {
    PhoneProbe probe = new PhoneProbe(BenchPhones.spec(name, phone));
    return new AppiumWifi(name, probe.wifi(), wifi.limit(), new MachineClock(), probe::close);
  }

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

  @Override
  public void close() {
    end.run();
  }
}
