// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DnsEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is left when a trial is over and the bench is as it was.
 *
 * @param blocked what was blocked
 * @param off how long the device was without power
 * @param evidence one per blocked pattern; empty if it could not be read
 * @param rules by which the block refused, as far as the gateway tells
 * @param dns the device's queries
 * @param traffic what the capture holds, if it could be read
 * @param attachments what steps left
 * @param faults what went wrong with the trial as a whole, in sentences
 * @param timers what came round in the device's life, if the trial let days pass
 */
@BuiltByName
record TrialEnd(
    Set<DestinationPattern> blocked,
    Duration off,
    List<BlockEvidence> evidence,
    List<String> rules,
    List<DnsEvent> dns,
    Optional<Traffic> traffic,
    List<Attachment> attachments,
    List<String> faults,
    List<DeviceTimer> timers) {
  /** The same with so much of what was seen as there is room for. */
  TrialEnd within(Shown shown) {
    return new TrialEnd(
        blocked,
        off,
        evidence,
        rules,
        shown.queries(dns),
        traffic.map(shown::of),
        attachments,
        faults,
        timers);
  }
}
