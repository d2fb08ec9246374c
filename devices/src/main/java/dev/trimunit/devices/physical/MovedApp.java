// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Vantage;
import java.util.List;
import java.util.Optional;

/**
 * An app on a phone that is moved to a vantage when its use begins, and must stay there.
 *
 * @param radio the phone's Wi-Fi
 */
record MovedApp(CompanionApp app, MovingPhone phone, Outlet radio, Vantage vantage)
    implements CompanionApp {
  @Override
  public void restart() {
    phone.move(vantage, radio);
    app.restart();
  }

  @Override
  public void stop() {
    app.stop();
  }

  @Override
  public void tap(String label) {
    phone.stay(vantage, radio);
    app.tap(label);
  }

  /** What was seen counts if the phone was there until then. */
  @Override
  public ScreenCheck look(String state) {
    phone.back(vantage, radio);
    ScreenCheck check = app.look(state);
    phone.stay(vantage, radio);
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

  @Override
  public List<Attachment> noted() {
    return app.noted();
  }

  @Override
  public List<RecordedScreen> recorded() {
    return app.recorded();
  }
}
