// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.engine.lab.LabClock;
import java.time.Duration;
import java.time.Instant;

/** A lab's clock that runs ahead of the machine's. */
public interface MappedClock extends LabClock {
  /** The lab's time when the machine's clock showed this. */
  Instant lab(Instant shown);

  /** How it goes on by the machine's clock while somebody waits so long from now on. */
  LabTimeline passing(Duration duration);

  /** How it goes on as long as nobody waits. */
  default LabTimeline timeline() {
    return passing(Duration.ZERO);
  }
}
