// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.engine.lab.CompanionApp;
import java.util.List;

/** The app of the shipped bulb on a phone, and what the test lets the bulb answer. */
public interface AppUnderTest extends AutoCloseable {
  CompanionApp app();

  /** What a freshly started app shows. */
  void shows(Screen screen);

  /** What the app shows after a tap. */
  void afterTap(Screen screen);

  /** The labels that the device was told since it was last asked. */
  List<String> taps();

  /** Loses the phone in the middle of whatever it does; it may come back by itself. */
  void losePhone();

  @Override
  void close();
}
