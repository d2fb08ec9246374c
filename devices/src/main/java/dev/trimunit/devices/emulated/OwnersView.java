// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.AppModel;
import dev.trimunit.devices.files.AppModel.Reset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the device's owner can see of it: its variables, on or off. Thread-safe. */
final class OwnersView {
  private final AppModel model;
  private final Map<String, Boolean> values = new LinkedHashMap<>();

  OwnersView(AppModel model) {
    this.model = model;
    powerLost();
  }

  synchronized boolean isOn(String variable) {
    return values.getOrDefault(variable, false);
  }

  synchronized void toggle(String variable) {
    values.compute(variable, (name, value) -> value == null || !value);
  }

  synchronized void show(String variable, boolean on) {
    values.put(variable, on);
  }

  synchronized void powerLost() {
    model.variables().forEach((name, variable) -> values.put(name, variable.first()));
  }

  synchronized void appStarted() {
    model.variables().forEach(this::start);
  }

  private void start(String name, AppModel.Variable variable) {
    if (variable.reset() == Reset.APP_START) {
      values.put(name, variable.first());
    }
  }
}
