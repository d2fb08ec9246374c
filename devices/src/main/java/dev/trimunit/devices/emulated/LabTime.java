// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.MappedClock;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import java.util.List;

/** What gateway and capture saw, by the lab's clock instead of the machine's. */
final class LabTime {
  private LabTime() {}

  private static Observation of(Observation seen, MappedClock clock) {
    return ObservationBuilder.builder(seen)
        .first(clock.lab(seen.first()))
        .last(clock.lab(seen.last()))
        .build();
  }

  /**
   * A recording.
   *
   * @param closed hears when it is over
   * @param watch a silent device is only silent by itself as long as the lab is whole
   */
  record OfRecording(Recording recording, Runnable watch, MappedClock clock, Runnable closed)
      implements Recording {
    @Override
    public Traffic stop() {
      Traffic traffic = recording.stop();
      watch.run();
      return new Traffic(
          traffic.observations().stream().map(seen -> of(seen, clock)).toList(),
          traffic.lanContacts(),
          traffic.droppedPackets(),
          traffic.capture(),
          traffic.clock().stream()
              .map(reading -> new ClockReading(clock.lab(reading.at()), reading.ahead()))
              .toList());
    }

    @Override
    public void close() {
      try {
        recording.close();
      } finally {
        closed.run();
      }
    }
  }

  /** A block. */
  record OfBlock(Block block, MappedClock clock) implements Block {
    @Override
    public List<BlockEvidence> evidence() {
      return block.evidence();
    }

    @Override
    public List<DnsEvent> dns() {
      return block.dns().stream().map(this::of).toList();
    }

    @Override
    public List<String> rules() {
      return block.rules();
    }

    @Override
    public List<DeviceTimer> timers() {
      return block.timers();
    }

    private DnsEvent of(DnsEvent event) {
      return new DnsEvent(
          clock.lab(event.time()),
          event.question(),
          event.type(),
          event.answer(),
          event.addresses(),
          event.aliases(),
          event.ttl());
    }

    @Override
    public void close() {
      block.close();
    }
  }
}
