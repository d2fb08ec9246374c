// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.phone.Screen;

/**
 * What serves the companion app: the device itself to phones in its network, its maker's cloud to
 * phones elsewhere. Thread-safe.
 */
interface Companion {
  /** What the app shows now; changes nothing. */
  Screen screen();

  /** The app was freshly started. */
  Screen start();

  /** Something was tapped. */
  Tapped tap(String label);

  /**
   * What came of a tap.
   *
   * @param answered whether the device did what it was asked to
   * @param screen what the app shows then
   */
  record Tapped(boolean answered, Screen screen) {}
}
