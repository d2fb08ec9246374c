// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.files.AppModel;
import dev.trimunit.devices.files.AppModel.ElementModel;
import dev.trimunit.engine.model.Vantage;
import java.util.Optional;

/** The device's side of its companion app, for phones at one vantage. */
final class DeviceCompanion implements Companion {
  private final AppModel model;
  private final OwnersView view;
  private final EmulatedDevice device;
  private final Vantage vantage;
  private final Runnable told;
  private String status = AppScreen.READY;

  /**
   * @param told the app tells the device something whenever it is started
   */
  DeviceCompanion(
      AppModel model, OwnersView view, EmulatedDevice device, Vantage vantage, Runnable told) {
    this.model = model;
    this.view = view;
    this.device = device;
    this.vantage = vantage;
    this.told = told;
  }

  @Override
  public synchronized Screen screen() {
    return AppScreen.of(model, view, status);
  }

  @Override
  public synchronized Screen start() {
    told.run();
    view.appStarted();
    status = AppScreen.READY;
    return screen();
  }

  @Override
  public synchronized Tapped tap(String label) {
    Optional<ElementModel> element =
        model.elements().stream().filter(each -> each.label().equals(label)).findFirst();
    boolean answered = element.isEmpty() || works(element.get());
    status = answered ? AppScreen.READY : AppScreen.NO_ANSWER;
    return new Tapped(answered, screen());
  }

  private boolean works(ElementModel element) {
    String does = element.does();
    if (does != null && !device.use(does, vantage)) {
      return false;
    }
    String toggles = element.toggles();
    if (toggles != null) {
      view.toggle(toggles);
    }
    return true;
  }
}
