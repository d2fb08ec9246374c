// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.AppModel;
import dev.trimunit.devices.files.AppModel.Reset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the device's owner can see of it: its variables, on or off. */
final class OwnersView {
  private final AppModel model;
  private final Map<String, Boolean> values = new LinkedHashMap<>();

  OwnersView(AppModel model) {
    this.model = model;
    powerLost();
  }

  boolean isOn(String variable) {
    return values.getOrDefault(variable, false);
  }

  void toggle(String variable) {
    values.compute(variable, (name, value) -> value == null || !value);
  }

  void show(String variable, boolean on) {
    values.put(variable, on);
  }

  void powerLost() {
    model.variables().forEach((name, variable) -> values.put(name, variable.first()));
  }

  void appStarted() {
    model
        .variables()
        .forEach(
            (name, variable) -> {
              if (variable.reset() == Reset.APP_START) {
                values.put(name, variable.first());
              }
            });
  }
}
