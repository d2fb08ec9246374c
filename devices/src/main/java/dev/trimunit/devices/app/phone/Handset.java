// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import dev.trimunit.devices.app.screen.PngWriter;
import dev.trimunit.engine.lab.LabClock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The phone behind the protocol: what its commands do. It outlives sessions. Called by one thread
 * at a time.
 */
final class Handset {
  /** The key that marks an element's id (W3C WebDriver, section "Elements"). */
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private static final Screen HOME = Screen.of("Home", Element.text("Apps", "Apps"));
  private static final int RUNNING = 4;
  private static final int NOT_RUNNING = 1;
  private static final int VERSION = 1;

  private final String appPackage;
  private final SimulatedApp app;
  private final LabClock clock;
  private final List<String> ids = new ArrayList<>();
  private boolean running;
  private boolean locked;
  private boolean wifi = true;

  Handset(String appPackage, SimulatedApp app, LabClock clock) {
    this.appPackage = appPackage;
    this.app = app;
    this.clock = clock;
  }

  /** Forgets the elements of an earlier session; the app goes on running. */
  void newSession() {
    ids.clear();
  }

  String screenshot() {
    return Base64.getEncoder()
        .encodeToString(PngWriter.write(Painter.paint(screen(), clock.now())));
  }

  String source() {
    return PageSource.xml(appPackage, Layout.of(screen()));
  }

  List<Object> find(String using, String value) {
    List<Object> found = new ArrayList<>();
    for (Layout.Placed placed : Locators.find(using, value, appPackage, Layout.of(screen()))) {
      found.add(Map.of(ELEMENT, id(placed.element().label())));
    }
    return found;
  }

  @Nullable Object click(String id) {
    Element element = placed(id).element();
    if (element.kind() == Element.Kind.BUTTON || element.kind() == Element.Kind.TOGGLE) {
      app.tap(element.label());
    }
    return null;
  }

  @Nullable String attribute(String id, String name) {
    return PageSource.attributes(appPackage, placed(id)).get(name);
  }

  /** Appium's own commands. */
  @Nullable Object execute(String script, Map<?, ?> arguments) {
    return switch (script) {
      case "mobile: activateApp" -> activate(arguments);
      case "mobile: terminateApp" -> terminate(arguments);
      case "mobile: queryAppState" -> known(arguments) && running ? RUNNING : NOT_RUNNING;
      case "mobile: isAppInstalled" -> known(arguments);
      case "mobile: listApps" -> Map.of(appPackage, Map.of("versionCode", VERSION));
      case "mobile: isLocked" -> locked;
      case "mobile: getConnectivity" -> Map.of("wifi", wifi);
      case "mobile: setConnectivity" -> connect(arguments);
      case "mobile: lock" -> lock(true);
      case "mobile: unlock" -> lock(false);
      default ->
          throw WebDriverError.invalid("The simulated phone does not know the script " + script);
    };
  }

  /** Home, as by the back button of an app with one screen. */
  @Nullable Object back() {
    running = false;
    return null;
  }

  private @Nullable Object lock(boolean wanted) {
    locked = wanted;
    return null;
  }

  private @Nullable Object connect(Map<?, ?> arguments) {
    wifi = arguments.get("wifi") instanceof Boolean wanted ? wanted : wifi;
    return null;
  }

  private @Nullable Object activate(Map<?, ?> arguments) {
    if (!known(arguments)) {
      throw WebDriverError.invalid(
          "The phone has no app %s, only %s".formatted(arguments.get("appId"), appPackage));
    }
    if (!running) {
      running = true;
      app.start();
    }
    return null;
  }

  private boolean terminate(Map<?, ?> arguments) {
    boolean was = running && known(arguments);
    if (was) {
      running = false;
      app.stop();
    }
    return was;
  }

  private boolean known(Map<?, ?> arguments) {
    Object asked =
        arguments.containsKey("appId") ? arguments.get("appId") : arguments.get("bundleId");
    return appPackage.equals(asked);
  }

  private Screen screen() {
    return running ? app.screen() : HOME;
  }

  private String id(String label) {
    if (!ids.contains(label)) {
      ids.add(label);
    }
    return "e" + ids.indexOf(label);
  }

  private Layout.Placed placed(String id) {
    String label = ids.stream().filter(known -> id(known).equals(id)).findFirst().orElse(id);
    return Layout.of(screen()).stream()
        .filter(placed -> placed.element().label().equals(label))
        .findFirst()
        .orElseThrow(() -> WebDriverError.stale(label));
  }

  /** What a new session is told about the phone. */
  static Map<String, Object> capabilities(Map<?, ?> asked) {
    Map<String, Object> told = new LinkedHashMap<>();
    asked.forEach(
        (key, value) -> told.put(String.valueOf(key), Objects.requireNonNullElse(value, "")));
    told.put("platformName", "Android");
    told.put("deviceScreenSize", Layout.WIDTH + "x" + Layout.HEIGHT);
    return told;
  }
}
