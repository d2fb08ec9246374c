// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.phone.SimulatedPhone;
import dev.trimunit.devices.emulated.ages.GrowingOld;
import dev.trimunit.devices.emulated.phone.BrowserPhone;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Vantage;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/** The lab's phones, one at each vantage, in namespaces of their own. */
abstract class Phones implements AutoCloseable {
  private static final String PROPERTY = "trimunit.emulated.phone";
  private static final String BROWSER = "browser";
  private static final String SIMULATED = "simulated";

  /** A companion app that is open. */
  interface App extends AutoCloseable {
    CompanionApp app();

    @Override
    void close();
  }

  /** Whose app it is: one of the units of a device, by a name of its own. */
  record Unit(String name, DeviceFile file, DeviceModel model) {}

  /** An app on one of the phones: whose it is, and where its server is. */
  record Wanted(Unit unit, Vantage vantage, URI server, LabClock clock) {
    String name() {
      return unit.name() + " " + vantage;
    }

    AppSpec app() {
      return unit.file().app();
    }
  }

  /**
   * The phones that the run asks for: Chromium under a real Appium server, or simulated ones whose
   * taps are real packets, too.
   *
   * @throws LabException if something is missing
   */
  static Phones of(LabSettings settings) {
    String kind = settings.property(PROPERTY).orElse(BROWSER);
    return switch (kind) {
      case SIMULATED -> new Simulated(settings);
      case BROWSER -> browsers(settings);
      default ->
          throw new LabException(
              "%s is '%s': write '%s' or '%s'".formatted(PROPERTY, kind, BROWSER, SIMULATED));
    };
  }

  private static Phones browsers(LabSettings settings) {
    BrowserPhone.obstacle(settings)
        .ifPresent(
            missing -> {
              throw new LabException(missing + " Or choose -D" + PROPERTY + "=" + SIMULATED + ".");
            });
    return new Browsers(settings);
  }

  /** What reports say about them. */
  abstract String words();

  /** Opens an app on the phone in a namespace. */
  abstract App open(Sandbox sandbox, NamespaceName where, Wanted wanted);

  @Override
  public void close() {}

  private static final class Simulated extends Phones {
    private final LabSettings settings;

    Simulated(LabSettings settings) {
      this.settings = settings;
    }

    @Override
    String words() {
      return "simulated, by curl";
    }

    @Override
    App open(Sandbox sandbox, NamespaceName where, Wanted wanted) {
      PhoneLink link = new PhoneLink(command -> sandbox.inside(where, command), wanted.server());
      DeviceModel model = wanted.unit().model();
      EmulatedApp app = new EmulatedApp(model.app(), link, GrowingOld.old(model));
      SimulatedPhone phone =
          SimulatedPhone.open(wanted.name(), wanted.app().appPackage(), app, wanted.clock());
      PhoneSpec spec = PhoneSpec.simulated(wanted.name(), phone.url());
      AppiumCompanionApp client = AppiumCompanionApp.on(spec, wanted.app(), settings);
      return new Opened(client, phone::close);
    }
  }

  private static final class Browsers extends Phones {
    private final LabSettings settings;
    private final Map<Vantage, BrowserPhone> phones = new EnumMap<>(Vantage.class);

    Browsers(LabSettings settings) {
      this.settings = settings;
    }

    @Override
    String words() {
      return "Chromium under Appium";
    }

    @Override
    App open(Sandbox sandbox, NamespaceName where, Wanted wanted) {
      BrowserPhone phone = phone(sandbox, where, wanted.vantage());
      AppiumCompanionApp client =
          AppiumCompanionApp.on(
              phone.spec(wanted.name()), phone.app(wanted.app(), wanted.server()), settings);
      return new Opened(client, () -> {});
    }

    private synchronized BrowserPhone phone(Sandbox sandbox, NamespaceName where, Vantage vantage) {
      return phones.computeIfAbsent(vantage, at -> BrowserPhone.start(sandbox, where, settings));
    }

    @Override
    public synchronized void close() {
      phones.values().forEach(BrowserPhone::close);
      phones.clear();
    }
  }

  private record Opened(AppiumCompanionApp app, Runnable phone) implements App {
    @Override
    public void close() {
      app.close();
      phone.run();
    }
  }
}
