// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a session on an emulated phone is asked for. */
final class Capabilities {
  private static final int SCRIPT_MILLIS = 80_000;
  private static final int PAGE_MILLIS = 30_000;

  /** As large as the simulated phone's screen, and drawn the same on every machine. */
  private static final Map<String, Object> SCREEN =
      Map.of(
          "deviceMetrics",
          Map.of("width", 360, "height", 640, "pixelRatio", 1, "touch", false, "mobile", false));

  /**
   * The namespace is the sandbox, root needs none of Chromium's own. An installed app may speak to
   * its device, which a page may not: no web security. And nothing that a browser does by itself.
   */
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-web-security",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-background-networking",
          "--disable-background-timer-throttling",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-extensions",
          "--disable-sync",
          "--no-proxy-server",
          "--hide-scrollbars",
          "--force-color-profile=srgb");

  private Capabilities() {}

  /**
   * Those of a session.
   *
   * @param port the session's own, for its chromedriver: Appium ends whatever has it before
   */
  static Map<String, Object> of(Programs programs, int port) {
    Map<String, Object> capabilities = new TreeMap<>();
    capabilities.put("platformName", "linux");
    capabilities.put("browserName", "chrome");
    capabilities.put("appium:automationName", "Chromium");
    capabilities.put("appium:executable", programs.driver().toString());
    capabilities.put("appium:chromedriverPort", port);
    capabilities.put("appium:autodownloadEnabled", false);
    // A trial may leave the phone alone for long.
    capabilities.put("appium:newCommandTimeout", 0);
    capabilities.put("timeouts", Map.of("script", SCRIPT_MILLIS, "pageLoad", PAGE_MILLIS));
    capabilities.put(
        "goog:chromeOptions",
        Map.of(
            "binary", programs.browser().toString(), "args", ARGUMENTS, "mobileEmulation", SCREEN));
    return capabilities;
  }
}
