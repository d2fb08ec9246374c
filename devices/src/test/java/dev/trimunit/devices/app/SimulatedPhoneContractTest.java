// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.devices.contract.AppUnderTest;
import dev.trimunit.devices.contract.CompanionAppContract;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The simulated phone keeps the contract of companion apps. */
@Tag("slow")
final class SimulatedPhoneContractTest extends CompanionAppContract {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");

  @Override
  protected AppUnderTest open(Path output) {
    return new Simulated(new LabSettings(1, output, new FolderResources(SHIPPED), Map.of()));
  }

  private static final class Simulated implements AppUnderTest, SimulatedApp {
    private final List<String> taps = new ArrayList<>();
    private final AppSpec spec;
    private final LabSettings settings;
    private final SimulatedPhone phone;
    private final AppiumCompanionApp app;
    private volatile Screen first = Screen.of("");
    private volatile Screen second = Screen.of("");
    private volatile Screen shown = Screen.of("");

    Simulated(LabSettings settings) {
      this.settings = settings;
      this.spec = new DeviceFiles(settings.resources()).read("tp-link-bulb").app();
      this.phone = SimulatedPhone.open("bulb LAN", spec.appPackage(), this, new StoppedClock());
      this.app = connect();
    }

    private AppiumCompanionApp connect() {
      return AppiumCompanionApp.on(PhoneSpec.simulated("phone LAN", phone.url()), spec, settings);
    }

    @Override
    public CompanionApp app() {
      return app;
    }

    @Override
    public void shows(Screen screen) {
      first = screen;
    }

    @Override
    public void afterTap(Screen screen) {
      second = screen;
    }

    @Override
    public synchronized List<String> taps() {
      List<String> heard = List.copyOf(taps);
      taps.clear();
      return heard;
    }

    /** Somebody else takes it. */
    @Override
    public void losePhone() {
      try (AppiumCompanionApp other = connect()) {
        other.restart();
      }
    }

    @Override
    public void close() {
      app.close();
      phone.close();
    }

    @Override
    public void start() {
      shown = first;
    }

    @Override
    public Screen screen() {
      return shown;
    }

    @Override
    public synchronized void tap(String label) {
      taps.add(label);
      shown = second;
    }

    @Override
    public void stop() {}
  }
}
