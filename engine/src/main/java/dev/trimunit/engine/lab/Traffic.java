// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Observation;
import java.util.List;

/**
 * What a recording holds.
 *
 * @param observations remote destinations of the device, in their natural order
 * @param droppedPackets packets that the capture lost
 * @param capture the packets, as a file that Wireshark opens
 */
public record Traffic(List<Observation> observations, long droppedPackets, Attachment capture) {
  public Traffic {
    observations = List.copyOf(observations);
  }
}
