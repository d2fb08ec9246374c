// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.app.phone.Element;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a modelled companion app shows.
 *
 * @param title in its title bar
 * @param variables what can be on or off, by name
 * @param elements from top to bottom
 * @param setsClock whether it sets the device's clock when it is opened in the device's network
 */
public record AppModel(
    String title, Map<String, Variable> variables, List<ElementModel> elements, boolean setsClock) {
  /** What an element shows in the place of a variable: the version of the firmware. */
  public static final String FIRMWARE = "firmware";

  public AppModel {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    elements = List.copyOf(elements);
  }

  /** When a variable falls back to its first value, beside the loss of power. */
  public enum Reset {
    /** Only with power. */
    POWER,
    /** Also when the app is freshly started. */
    APP_START
  }

  /**
   * Something that is on or off.
   *
   * @param first whether it is on after power-on
   * @param reset when it falls back to that
   */
  public record Variable(boolean first, Reset reset) {}

  /**
   * One element.
   *
   * @param kind how it looks
   * @param label what people call it
   * @param variable which variable it shows, or null
   * @param does the functionality that a tap uses, or null
   * @param toggles the variable that a successful tap turns over, or null
   */
  public record ElementModel(
      Element.Kind kind,
      String label,
      @Nullable String variable,
      @Nullable String does,
      @Nullable String toggles) {}
}
