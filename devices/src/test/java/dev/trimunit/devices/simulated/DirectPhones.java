// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.devices.app.screen.StateSpec.ElementState;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Vantage;
import java.util.List;

/** Phones without a server in between: for tests of what lies behind the app. */
record DirectPhones(DeviceFile file, BenchBuilder.Apps apps) implements Phones {
  @Override
  public CompanionApp app(Vantage vantage) {
    return new DirectApp(file, apps.at(vantage));
  }

  @Override
  public void close() {}

  private record DirectApp(DeviceFile file, ModelledApp app) implements CompanionApp {
    @Override
    public void restart() {
      app.start();
    }

    @Override
    public void tap(String label) {
      app.tap(label);
    }

    @Override
    public ScreenCheck look(String state) {
      StateSpec spec =
          file.app().states().stream().filter(s -> s.name().equals(state)).findFirst().orElseThrow();
      ElementState wanted = spec.element().orElseThrow();
      Element element =
          app.screen().elements().stream()
              .filter(e -> e.label().equals(wanted.label()))
              .findFirst()
              .orElseThrow();
      boolean matches = Boolean.toString(element.on()).equals(wanted.value());
      return new ScreenCheck(matches, matches ? 0 : 1, app.screen().toString(), List.of());
    }
  }
}
