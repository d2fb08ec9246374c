// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DnsEvent;
import java.util.List;

/** A block in force, from {@link Gateway#block} to {@link #close}. */
public interface Block extends AutoCloseable {
  /**
   * What it has met so far, one entry per blocked pattern, in the order of the patterns.
   *
   * @throws LabFault if the counters cannot be read
   */
  List<BlockEvidence> evidence();

  /** The device's DNS queries since the block is in force. */
  List<DnsEvent> dns();

  /**
   * The rules by which it refuses, one a line, for the record of a trial: what is overridden in
   * DNS, which addresses and ports the firewall refuses. Empty if the gateway does not tell.
   *
   * @throws LabFault if they cannot be read
   */
  default List<String> rules() {
    return List.of();
  }

  /**
   * What came round in the device's life since the block is in force, and what the lab knows of and
   * has not seen. Empty if it does not tell.
   */
  default List<DeviceTimer> timers() {
    return List.of();
  }

  /**
   * Removes the block; idempotent.
   *
   * @throws LabFault if it could not be removed
   */
  @Override
  void close();
}
