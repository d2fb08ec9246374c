// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.app.screen.StateSpec;
import java.util.List;

/**
 * A device's companion app, as the {@code app:} section of its file has it.
 *
 * @param device the device's id; its references lie in {@code references/<device>/}
 * @param appPackage for example {@code com.example.bulb}
 * @param states by which pictures or elements its states are told
 */
public record AppSpec(String device, String appPackage, List<StateSpec> states) {
  public AppSpec {
    states = List.copyOf(states);
  }
}
