// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a recording holds.
 *
 * @param observations remote destinations of the device, in their natural order
 * @param lanContacts what the device contacted inside its own network, groups included; without the
 *     gateway's own services
 * @param droppedPackets packets that the capture lost
 * @param capture the packets, as a file that Wireshark opens
 * @param clock what the device showed of its clock in its first queries to time servers
 */
public record Traffic(
    List<Observation> observations,
    Set<Destination> lanContacts,
    long droppedPackets,
    Attachment capture,
    List<ClockReading> clock) {
  public Traffic {
    observations = List.copyOf(observations);
    clock = List.copyOf(clock);
    lanContacts = Collections.unmodifiableSet(new TreeSet<>(lanContacts));
  }
}
