// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.GridStatus;
import dev.trimunit.devices.app.PhoneSpec;
import dev.trimunit.devices.app.PhoneSpec.Locator;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.physical.BenchFile.AppiumPhone;
import dev.trimunit.devices.physical.BenchFile.Phone;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.devices.physical.BenchFile.ProgramPhone;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.Vantage;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bench's phones, as sessions are opened on them. */
record BenchPhones(BenchFile file, LabSettings settings, MovingPhones moving) {
  /** What a device shares with others: its phone, which shows one app at a time. */
  static Set<String> shared(Place place, Vantage vantage) {
    String phone = place.phones().get(vantage);
    return phone == null ? Set.of() : Set.of("phone " + phone);
  }

  /** Whether there is a phone at each vantage at one time: one that is moved is no two. */
  static boolean isForBoth(Place place) {
    return Set.copyOf(place.phones().values()).size() == Vantage.values().length;
  }

  /**
   * An app that is used.
   *
   * @param prove finds out whether its phone can be used, before anything is tried
   * @param begin is told that another trial begins
   * @param end ends its session
   */
  record App(CompanionApp app, Runnable prove, Runnable begin, Runnable end) {
    /** One that keeps nothing open. */
    static App of(CompanionApp app) {
      return new App(app, () -> {}, () -> {}, () -> {});
    }
  }

  /**
   * A device's app on its phone at a vantage, and the camera that looks at it; no session is opened
   * yet.
   */
  App app(DeviceFile device, Place place, Vantage vantage) {
    if (place.picture().isEmpty()) {
      return phone(device, place, vantage);
    }
    String id = device.device().id();
    App app =
        place.phones().containsKey(vantage)
            ? phone(device, place, vantage)
            : App.of(new PicturedApp.NoPhone(without(id, vantage)));
    return new App(
        PicturedApp.of(app.app(), device.app(), place.picture().get(), vantage, settings),
        app.prove(),
        app.begin(),
        app.end());
  }

  private App phone(DeviceFile device, Place place, Vantage vantage) {
    String id = device.device().id();
    String name = place.phones().get(vantage);
    if (name == null) {
      throw new LabException(without(id, vantage));
    }
    Phone phone = Objects.requireNonNull(file.phones().get(name), "read with the file");
    URI page = place.pages().get(vantage);
    if (phone instanceof AppiumPhone appium) {
      AppiumCompanionApp app = app(device, vantage, name, appium, page);
      return moving.app(name, app, vantage);
    }
    if (page != null) {
      throw new LabException(noBrowser(id, vantage, name));
    }
    return App.of(new ProgramApp(name, (ProgramPhone) phone));
  }

  /** What is said where a device has no phone. */
  private String without(String id, Vantage vantage) {
    return "%s has no phone at the vantage %s for %s: add one to 'phones'%s"
        .formatted(file.path(), vantage, id, choice(vantage));
  }

  private String noBrowser(String id, Vantage vantage, String name) {
    return "%s: %s has a 'page' for %s, but phone '%s' is no browser"
        .formatted(file.path(), id, vantage, name);
  }

  private AppiumCompanionApp app(
      DeviceFile device, Vantage vantage, String name, AppiumPhone phone, @Nullable URI page) {
    String id = device.device().id();
    boolean browser = phone.kind() == AppiumPhone.Kind.BROWSER;
    if (browser != (page != null)) {
      throw new LabException(
          browser
              ? "%s: phone '%s' is a browser: give %s a 'page' for %s"
                  .formatted(file.path(), name, id, vantage)
              : noBrowser(id, vantage, name));
    }
    PhoneSpec spec = spec(name, phone);
    AppSpec app = device.app();
    return AppiumCompanionApp.on(
        spec,
        page == null ? app : new AppSpec(app.device(), page.toString(), app.states()),
        settings);
  }

  /** How a session with it is opened. */
  static PhoneSpec spec(String name, AppiumPhone phone) {
    return new PhoneSpec(
        "phone " + name,
        phone.server().url(),
        capabilities(phone),
        phone.kind() == AppiumPhone.Kind.BROWSER ? Locator.WEB : Locator.NATIVE,
        phone.patience(),
        phone.server().queue(),
        phone.popUps());
  }

  private String choice(Vantage vantage) {
    long there =
        file.phones().values().stream().filter(phone -> phone.vantages().contains(vantage)).count();
    return there > 1 ? ", or say which of the " + there + " it is under the device's 'phones'" : "";
  }

  /** For reports: {@code pixel (LAN, android)}. */
  String words() {
    StringBuilder words = new StringBuilder();
    file.phones()
        .forEach(
            (name, phone) ->
                words
                    .append(words.isEmpty() ? "" : ", ")
                    .append("%s (%s, %s)".formatted(name, where(phone), kind(phone))));
    return words.isEmpty() ? "none" : words.toString();
  }

  private static String where(Phone phone) {
    String vantages =
        phone.vantages().stream().map(Vantage::name).collect(Collectors.joining(" and "));
    return phone.vantages().size() > 1 ? vantages + " by its Wi-Fi" : vantages;
  }

  private static String kind(Phone phone) {
    return phone instanceof AppiumPhone appium
        ? appium.kind().name().toLowerCase(Locale.ROOT)
        : "program";
  }

  /** How many there are of what {@link #shared} names: on a Grid, as many as its status says. */
  int capacity(String shared) {
    Phone phone = file.phones().get(shared.replaceFirst("^phone ", ""));
    if (!(phone instanceof AppiumPhone appium) || appium.server().queue().isEmpty()) {
      return 1;
    }
    try {
      return Math.max(1, GridStatus.of(appium.server().url()).phones(capabilities(appium)));
    } catch (LabFault e) {
      // Its sessions fail, too, and say why.
      return 1;
    }
  }

  static Map<String, Object> capabilities(AppiumPhone phone) {
    Map<String, Object> capabilities = new TreeMap<>();
    switch (phone.kind()) {
      case ANDROID -> {
        capabilities.put("platformName", "Android");
        capabilities.put("appium:automationName", "UiAutomator2");
        capabilities.put("appium:noReset", true);
      }
      case IOS -> {
        capabilities.put("platformName", "iOS");
        capabilities.put("appium:automationName", "XCUITest");
        capabilities.put("appium:noReset", true);
      }
      case BROWSER -> {
        capabilities.put("platformName", "linux");
        capabilities.put("browserName", "chrome");
        capabilities.put("appium:automationName", "Chromium");
      }
    }
    if (!phone.udid().isEmpty()) {
      capabilities.put("appium:udid", phone.udid());
    }
    // A trial may leave the phone alone for long.
    capabilities.put("appium:newCommandTimeout", 0);
    capabilities.putAll(phone.capabilities());
    return capabilities;
  }
}
