// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.files.AppModel;

/** The companion app of an emulated device on a simulated phone; its words are real packets. */
final class EmulatedApp implements SimulatedApp {
  private final AppModel model;
  private final PhoneLink link;
  private final boolean looks;
  private Screen screen;
  private boolean open;

  /**
   * @param looks whether an open app looks again and again what the device shows, which may do
   *     something by itself
   */
  EmulatedApp(AppModel model, PhoneLink link, boolean looks) {
    this.looks = looks;
    this.model = model;
    this.link = link;
    this.screen = AppScreen.first(model, AppScreen.READY);
  }

  @Override
  public void start() {
    open = true;
    screen = link.start().orElseGet(() -> AppScreen.first(model, AppScreen.NO_ANSWER));
  }

  @Override
  public Screen screen() {
    if (looks && open) {
      screen = link.screen().orElse(screen);
    }
    return screen;
  }

  @Override
  public void tap(String label) {
    screen = link.tap(label).orElseGet(() -> AppScreen.with(screen, AppScreen.NO_ANSWER));
  }

  @Override
  public void stop() {
    open = false;
    screen = AppScreen.first(model, AppScreen.READY);
  }
}
