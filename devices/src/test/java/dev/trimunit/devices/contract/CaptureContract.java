// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Destination;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@link dev.trimunit.engine.lab.Capture}. */
public abstract class CaptureContract extends Contract {
  @Test
  void a_recording_is_read_and_kept_as_a_file() throws IOException {
    try (Recording recording = record()) {
      powerCycle();
      Traffic traffic = recording.stop();
      assertThat(traffic.droppedPackets()).isZero();
      assertThat(traffic.observations())
          .isNotEmpty()
          .isSortedAccordingTo((a, b) -> a.destination().compareTo(b.destination()));
      assertThat(Files.size(traffic.capture().file())).isGreaterThan(1_000);
    }
  }

  @Test
  void the_network_of_the_device_is_no_destination() {
    try (Recording recording = record()) {
      powerCycle();
      assertThat(recording.stop().observations())
          .extracting(o -> o.destination().host().toString())
          .noneMatch(host -> host.startsWith("192.168.") || host.startsWith("fe80:"));
    }
  }

  @Test
  void one_at_a_time() {
    try (Recording recording = record()) {
      assertThat(recording).isNotNull();
      assertThatThrownBy(this::record).isInstanceOf(LabFault.class);
    }
    record().close();
  }

  @Test
  void stopping_twice_reads_once() {
    Recording recording = record();
    Traffic first = recording.stop();
    assertThat(recording.stop()).isEqualTo(first);
    recording.close();
    record().close();
  }

  @Test
  void what_happens_between_two_recordings_is_in_neither() {
    record().close();
    powerCycle();
    bench().power().off();
    try (Recording recording = record()) {
      assertThat(destinations(recording.stop())).isEqualTo(java.util.Set.<Destination>of());
    }
  }
}
