// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import java.util.List;

/**
 * What may be tapped away on a phone, because it says nothing about the device.
 *
 * @param buttons those by which it goes away
 * @param place where the list stands or would stand, {@code labs/physical.yaml:19}; empty if nobody
 *     can write one
 */
public record PopUps(List<Button> buttons, String place) {
  /** Nothing may be tapped away, and nobody can change that. */
  public static final PopUps NONE = new PopUps(List.of(), "");

  /**
   * A button of a pop-up.
   *
   * @param label what people call it, or its id
   * @param isId whether it is an accessibility id, or the id of a page's element
   */
  public record Button(String label, boolean isId) {
    @Override
    public String toString() {
      return (isId ? "id " : "") + Labels.quoted(label);
    }
  }

  public PopUps {
    buttons = List.copyOf(buttons);
  }
}
