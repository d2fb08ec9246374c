// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import dev.trimunit.engine.lab.LabClock;
import java.net.URI;

/** A phone with one modelled app, as a WebDriver server on the loopback interface. */
public final class SimulatedPhone implements AutoCloseable {
  private SimulatedPhone() {}

  /**
   * Switches a phone on.
   *
   * @param name for messages and thread names, for example {@code tp-link-bulb LAN}
   * @param appPackage what the device file calls the app's package
   * @param app what it runs
   * @param clock what its status bar shows
   */
  public static SimulatedPhone open(String name, String appPackage, SimulatedApp app, LabClock clock) {
    throw new UnsupportedOperationException(name + appPackage + app + clock);
  }

  /** Where an Appium client reaches it. */
  public URI url() {
    throw new UnsupportedOperationException();
  }

  /** Switches it off: ends its server and every thread; idempotent. */
  @Override
  public void close() {}
}
