// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.model.Vantage;

/** The phones of a bench. */
interface Phones extends AutoCloseable {
  /**
   * The companion app on the phone at a vantage, which is switched on when it is first asked for.
   */
  CompanionApp app(Vantage vantage);

  @Override
  void close();
}
