// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.Destination;
import java.nio.file.Path;
import java.time.Duration;

/** A lab to be tested, and what its device is known to do. */
public interface LabUnderTest {
  /** Opens a fresh lab. */
  Lab open(Path output);

  /** A device that the lab has. */
  String device();

  /**
   * A named destination that the device contacts while it starts up, and no other port of that
   * name.
   */
  Destination contacted();

  /** Another one. */
  Destination alsoContacted();

  /** Long enough without power to be off. */
  default Duration off() {
    return Duration.ofSeconds(2);
  }
}
