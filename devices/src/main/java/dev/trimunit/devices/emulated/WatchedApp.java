// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.ScreenLimit;
import java.util.Optional;

/** An app that fails is only the device's failure as long as the lab is whole. */
record WatchedApp(CompanionApp app, Runnable watch) implements CompanionApp {
  @Override
  public void restart() {
    app.restart();
    watch.run();
  }

  @Override
  public void tap(String label) {
    try {
      app.tap(label);
    } catch (AssertionError e) {
      watch.run();
      throw e;
    }
    watch.run();
  }

  @Override
  public ScreenCheck look(String state) {
    ScreenCheck check = app.look(state);
    watch.run();
    return check;
  }

  @Override
  public Optional<String> obstacle(String state) {
    return app.obstacle(state);
  }

  @Override
  public void calibrate(ScreenLimit limit) {
    app.calibrate(limit);
  }
}
