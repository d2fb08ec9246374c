// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A phone behind an Appium server, a Selenium Grid or the simulated phone's endpoint.
 *
 * @param name for messages, for example {@code phone of tp-link-bulb, LAN}
 * @param url the server
 * @param capabilities what the session is asked for, for example {@code appium:udid}
 * @param locator how elements are found by their label
 * @param patience how long one command may take
 * @param queue how long a session may wait for a phone on a Grid; empty if the server is none
 * @param popUps what may be tapped away on it
 */
public record PhoneSpec(
    String name,
    URI url,
    Map<String, Object> capabilities,
    Locator locator,
    Duration patience,
    Optional<Duration> queue,
    PopUps popUps) {
  /** How elements are found by their label. */
  public enum Locator {
    /** Accessibility id, then text: native Android apps and the simulated phone. */
    NATIVE,
    /** {@code aria-label}, then text: web apps in a browser. */
    WEB
  }

  public PhoneSpec {
    capabilities = Collections.unmodifiableMap(new TreeMap<>(capabilities));
  }

  /** A phone behind a server of its own. */
  public PhoneSpec(
      String name, URI url, Map<String, Object> capabilities, Locator locator, Duration patience) {
    this(name, url, capabilities, locator, patience, Optional.empty(), PopUps.NONE);
  }

  /** The simulated phone at an address. */
  public static PhoneSpec simulated(String name, URI url) {
    Map<String, Object> capabilities =
        Map.of("platformName", "Android", "appium:automationName", "TrimUnitSimulated");
    return new PhoneSpec(name, url, capabilities, Locator.NATIVE, Duration.ofSeconds(20));
  }
}
