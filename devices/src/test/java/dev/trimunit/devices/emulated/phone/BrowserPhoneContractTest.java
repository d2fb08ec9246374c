// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.contract.AppUnderTest;
import dev.trimunit.devices.contract.CompanionAppContract;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.needs.Needs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The emulated phone keeps the contract of companion apps, whichever part of it dies. */
@Tag("slow")
@Needs(also = PhoneLab.PhonePrograms.class)
final class BrowserPhoneContractTest {
  @Nested
  final class WhenItsServerDies extends CompanionAppContract {
    @Override
    protected AppUnderTest open(Path output) {
      return new Emulated(PhoneLab.open(output), "node");
    }
  }

  @Nested
  final class WhenItsBrowserDies extends CompanionAppContract {
    @Override
    protected AppUnderTest open(Path output) {
      return new Emulated(PhoneLab.open(output), "chromium");
    }
  }

  private static final class Emulated implements AppUnderTest {
    private final PhoneLab lab;
    private final AppiumCompanionApp app;
    private final String mortal;

    Emulated(PhoneLab lab, String mortal) {
      this.lab = lab;
      this.app = lab.app(lab.bulb());
      this.mortal = mortal;
    }

    @Override
    public CompanionApp app() {
      return app;
    }

    @Override
    public void shows(Screen screen) {
      lab.backend.shows(Screens.json(screen));
    }

    @Override
    public void afterTap(Screen screen) {
      lab.backend.onTap(200, Screens.json(screen));
    }

    @Override
    public List<String> taps() {
      return lab.backend.taps();
    }

    @Override
    public void losePhone() {
      PhoneLab.kill(mortal);
    }

    @Override
    public void close() {
      app.close();
      lab.close();
    }
  }
}
