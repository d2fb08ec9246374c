// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.ScreenLimit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An app that fails is only the device's failure as long as the lab is whole. */
record WatchedApp(CompanionApp app, Runnable watch) implements CompanionApp {
  @Override
  public void restart() {
    watched(
        () -> {
          app.restart();
          return true;
        });
  }

  @Override
  public void tap(String label) {
    watched(
        () -> {
          app.tap(label);
          return true;
        });
  }

  @Override
  public ScreenCheck look(String state) {
    return watched(() -> app.look(state));
  }

  /** What is gone says more than what follows from it. */
  private <T> T watched(Supplier<T> action) {
    T result;
    try {
      result = action.get();
    } catch (AssertionError | LabFault e) {
      watch.run();
      throw e;
    }
    watch.run();
    return result;
  }

  @Override
  public Optional<String> obstacle(String state) {
    return app.obstacle(state);
  }

  @Override
  public List<RecordedScreen> recorded() {
    return app.recorded();
  }

  @Override
  public void calibrate(ScreenLimit limit) {
    app.calibrate(limit);
  }
}
