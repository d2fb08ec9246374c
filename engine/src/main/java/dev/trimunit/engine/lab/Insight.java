// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Vantage;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a lab of models knows of a device beside what its owner sees, and what it can let happen.
 */
public interface Insight {
  /** The version of the firmware that the device runs now; empty if its file names none. */
  String firmware();

  /**
   * What the device is there to notice happens.
   *
   * @param event which, as its file calls it; empty if there is one only
   * @param open where the phone is whose companion app is open; empty if it is closed, and the
   *     phone asleep
   * @return when the phone showed a notification of it, once it did
   * @throws AssertionError if there is no such event, with those that there are
   */
  Supplier<Optional<Instant>> setOff(String event, Optional<Vantage> open);
}
