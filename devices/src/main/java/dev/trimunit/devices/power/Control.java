// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.engine.lab.LabFault;
import java.util.Optional;

/**
 * How one kind of outlet is switched and asked. {@link CheckedOutlet} makes an {@link Outlet} of
 * it: there, what was found gets the thing's name and the next action, and secrets are hidden.
 */
interface Control {
  /**
   * Tells it to switch; whether it did is asked afterwards.
   *
   * @throws LabFault with what was found, if it cannot be told
   */
  void set(boolean on, Limit limit);

  /**
   * What it says about itself now, never what somebody remembers.
   *
   * @throws LabFault with what was found, if it cannot be asked or says neither
   */
  boolean isOn(Limit limit);

  /** What it is and where, without secrets. */
  String words();

  /** What people do when it cannot be told or asked; a sentence. */
  default String nextAction() {
    return "Look whether it is this outlet, has power, and is reached from this machine as the bench file says";
  }

  /** Why it cannot be used in this run; known before anything is touched. */
  default Optional<String> refusal() {
    return Optional.empty();
  }

  /** Whether a person is asked what it is. */
  default boolean asksAPerson() {
    return false;
  }

  /** Gives up whatever connection there is. */
  default void close() {}
}
