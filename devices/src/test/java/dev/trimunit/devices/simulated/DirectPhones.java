// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Vantage;
import java.util.List;
import java.util.Set;

/**
 * Phones without a server in between, which look at the first element: for tests of what lies
 * behind.
 */
record DirectPhones(BenchBuilder.Apps apps) implements Phones {
  private static final Set<String> ON = Set.of("on", "live");

  @Override
  public CompanionApp app(Vantage vantage) {
    return new DirectApp(apps.at(vantage));
  }

  @Override
  public void close() {}

  private record DirectApp(ModelledApp app) implements CompanionApp {
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
      Element first = app.screen().elements().get(0);
      boolean matches = first.on() == ON.contains(state);
      return new ScreenCheck(matches, matches ? 0 : 1, app.screen().toString(), List.of());
    }
  }
}
