// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.ScreenCheck;

/** A companion app on a phone that Appium drives; one per bench and vantage. */
public final class AppiumCompanionApp implements CompanionApp, AutoCloseable {
  private AppiumCompanionApp() {}

  /**
   * An app on a phone. Opens no session yet: that happens when it is first used.
   *
   * @param phone the phone
   * @param app the app and its states
   * @param settings the run: references come from its resources, pictures go to its output folder
   */
  public static AppiumCompanionApp on(PhoneSpec phone, AppSpec app, LabSettings settings) {
    throw new UnsupportedOperationException(phone + "" + app + settings);
  }

  @Override
  public void restart() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void tap(String label) {
    throw new UnsupportedOperationException(label);
  }

  @Override
  public ScreenCheck look(String state) {
    throw new UnsupportedOperationException(state);
  }

  /** Ends the session; idempotent, never fails. */
  @Override
  public void close() {}
}
