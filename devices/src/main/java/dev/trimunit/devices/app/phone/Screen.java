// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import java.util.List;

/**
 * What a modelled app shows.
 *
 * @param title in the title bar, for example {@code Kasa-like}
 * @param elements from top to bottom
 */
public record Screen(String title, List<Element> elements) {
  public Screen {
    elements = List.copyOf(elements);
  }

  /** A screen of these elements. */
  public static Screen of(String title, Element... elements) {
    return new Screen(title, List.of(elements));
  }
}
