// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.Optional;

/** A phone's screen, as one who looks at it needs it. */
public interface ScreenView {
  /** A picture of the whole screen, as a PNG file. */
  byte[] screenshot();

  /** An attribute of the element that people know by a label, if the screen shows one. */
  Optional<String> attribute(String label, String attribute);
}
