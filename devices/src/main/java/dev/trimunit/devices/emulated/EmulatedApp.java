// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.files.AppModel;

/** The companion app of an emulated device on a simulated phone; its words are real packets. */
final class EmulatedApp implements SimulatedApp {
  private final AppModel model;
  private final PhoneLink link;
  private Screen screen;

  EmulatedApp(AppModel model, PhoneLink link) {
    this.model = model;
    this.link = link;
    this.screen = AppScreen.first(model, AppScreen.READY);
  }

  @Override
  public void start() {
    screen = link.start().orElseGet(() -> AppScreen.first(model, AppScreen.NO_ANSWER));
  }

  @Override
  public Screen screen() {
    return screen;
  }

  @Override
  public void tap(String label) {
    screen = link.tap(label).orElseGet(() -> AppScreen.with(screen, AppScreen.NO_ANSWER));
  }

  @Override
  public void stop() {
    screen = AppScreen.first(model, AppScreen.READY);
  }
}
