// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.lab.ScreenCheck;
import java.util.Arrays;

/** A screen that did not show a state: as long as it stays the same, so does the answer. */
final class FailedLook {
  private final StateSpec state;
  private final byte[] screenshot;
  private final ScreenCheck check;

  FailedLook(StateSpec state, byte[] screenshot, ScreenCheck check) {
    this.state = state;
    this.screenshot = screenshot;
    this.check = check;
  }

  boolean is(StateSpec wanted, byte[] now) {
    return state.equals(wanted) && Arrays.equals(screenshot, now);
  }

  ScreenCheck check() {
    return check;
  }
}
