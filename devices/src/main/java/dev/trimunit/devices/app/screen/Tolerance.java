// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/**
 * What nobody would notice.
 *
 * @param levels of 255, by which a colour may differ
 * @param pixels by which an edge may lie elsewhere
 */
record Tolerance(int levels, int pixels) {
  /** A difference of 3 % cannot be seen side by side; smoothing moves an edge by a pixel. */
  static final Tolerance SAME_PHONE = new Tolerance(8, 1);

  /** Of another size: a background's gradient is laid over another height there. */
  static final Tolerance OTHER_PHONE = new Tolerance(16, 1);

  /** Brought to another scale: edges were blurred, too. */
  static final Tolerance OTHER_SCALE = new Tolerance(16, 2);

  static Tolerance between(Picture screen, Picture reference) {
    if (screen.width() != reference.width()) {
      return OTHER_SCALE;
    }
    return screen.height() == reference.height() ? SAME_PHONE : OTHER_PHONE;
  }
}
