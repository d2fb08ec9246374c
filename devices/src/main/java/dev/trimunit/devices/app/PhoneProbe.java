// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.engine.lab.LabFault;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openqa.selenium.Capabilities;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * What a phone is, as a session with it says; nothing on it is started or tapped. What a driver
 * does not know to say is empty.
 */
public final class PhoneProbe implements AutoCloseable {
  private static final int WIDTH_AT = 16;
  private static final int HEIGHT_AT = 20;

  private final PhoneSession session;

  /** No session is opened yet. */
  public PhoneProbe(PhoneSpec phone) {
    this.session = new PhoneSession(phone);
  }

  /**
   * A picture's size.
   *
   * @param width in pixels
   * @param height in pixels
   */
  public record Size(int width, int height) {
    /** Of a PNG; empty if it is none. */
    public static Optional<Size> ofPng(byte[] png) {
      return png.length < HEIGHT_AT + 4
          ? Optional.empty()
          : Optional.of(new Size(number(png, WIDTH_AT), number(png, HEIGHT_AT)));
    }

    private static int number(byte[] octets, int at) {
      return java.nio.ByteBuffer.wrap(octets).getInt(at);
    }

    @Override
    public String toString() {
      return width + " x " + height;
    }
  }

  /**
   * Opens a session and says what it is with: {@code Android, 14, Pixel 8, UiAutomator2}.
   *
   * @throws LabFault if none is opened
   */
  public String words() {
    return session.ask("open a session", driver -> words(driver.getCapabilities()));
  }

  private static String words(Capabilities told) {
    Set<String> words = new LinkedHashSet<>();
    Stream.of(
            "platformName",
            "appium:platformVersion",
            "appium:deviceManufacturer",
            "appium:deviceModel",
            "browserName",
            "browserVersion",
            "appium:automationName")
        .flatMap(name -> Stream.of(name, name.replace("appium:", "")))
        .map(told::getCapability)
        .forEach(value -> words.add(value == null ? "" : value.toString().strip()));
    words.remove("");
    return words.isEmpty() ? "a phone that does not say what it is" : String.join(", ", words);
  }

  /** Whether its screen is locked. */
  public Optional<Boolean> isLocked() {
    return session.ask("say whether it is locked", driver -> isLocked(driver));
  }

  private static Optional<Boolean> isLocked(RemoteWebDriver driver) {
    return asked(driver, "mobile: isLocked", Map.of())
        .filter(Boolean.class::isInstance)
        .map(Boolean.class::cast);
  }

  /** Whether it has an app. */
  public Optional<Boolean> has(String app) {
    return session.ask(
        "say whether it has " + app,
        driver ->
            asked(driver, "mobile: isAppInstalled", Map.of("appId", app, "bundleId", app))
                .filter(Boolean.class::isInstance)
                .map(Boolean.class::cast));
  }

  /** An app's version, or its build's number. */
  public Optional<String> version(String app) {
    return session.ask("say which apps it has", driver -> version(driver, app));
  }

  private static Optional<String> version(RemoteWebDriver driver, String app) {
    Object apps = asked(driver, "mobile: listApps", Map.of()).orElse(Map.of());
    return apps instanceof Map<?, ?> all && all.get(app) instanceof Map<?, ?> one
        ? Stream.of("CFBundleShortVersionString", "versionName", "versionCode", "CFBundleVersion")
            .flatMap(key -> Stream.ofNullable(one.get(key)))
            .map(Object::toString)
            .findFirst()
        : Optional.empty();
  }

  /** Its Wi-Fi, which is only asked. */
  public PhoneWifi wifi() {
    return new PhoneWifi(session);
  }

  /** The size of its pictures. */
  public Optional<Size> size() {
    return session.ask(
        "take a screenshot", driver -> Size.ofPng(driver.getScreenshotAs(OutputType.BYTES)));
  }

  /** Empty where the driver does not know the question. */
  private static Optional<Object> asked(
      RemoteWebDriver driver, String script, Map<String, Object> parameters) {
    try {
      return Optional.ofNullable(driver.executeScript(script, parameters));
    } catch (WebDriverException e) {
      return Optional.empty();
    }
  }

  /** Ends the session. */
  @Override
  public void close() {
    session.close();
  }
}
