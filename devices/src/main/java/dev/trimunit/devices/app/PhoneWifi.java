// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Wi-Fi of a phone, over a session with it; of Appium's drivers UiAutomator2 has it. */
public final class PhoneWifi {
  private static final String WIFI = "wifi";

  private final PhoneSession session;

  PhoneWifi(PhoneSession session) {
    this.session = session;
  }

  /**
   * Whether it is on now.
   *
   * @throws dev.trimunit.engine.lab.LabFault if the phone does not say
   */
  public boolean isOn() {
    return session.ask(
        "say whether its Wi-Fi is on",
        driver ->
            told(
                driver.executeScript(
                    "mobile: getConnectivity", Map.of("services", List.of(WIFI)))));
  }

  private static boolean told(@Nullable Object answer) {
    if (answer instanceof Map<?, ?> services && services.get(WIFI) instanceof Boolean on) {
      return on;
    }
    throw new IllegalStateException(
        "its answer says nothing of its Wi-Fi: " + Labels.quoted(String.valueOf(answer)));
  }

  /**
   * Switches it.
   *
   * @throws dev.trimunit.engine.lab.LabFault if the phone does not do it
   */
  public void set(boolean on) {
    session.ask(
        on ? "switch its Wi-Fi on" : "switch its Wi-Fi off",
        driver -> {
          driver.executeScript("mobile: setConnectivity", Map.of(WIFI, on));
          return on;
        });
  }
}
