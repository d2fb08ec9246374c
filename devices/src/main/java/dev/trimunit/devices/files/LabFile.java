// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.model.DestinationPattern;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A simulated lab as its file has it.
 *
 * @param faults how often each operation of the lab fails, 0 to 1
 * @param outages when the Internet's servers are silent
 */
public record LabFile(Map<Operation, Double> faults, List<Outage> outages) {
  /** A lab without faults and outages. */
  public static final LabFile DEFAULT = new LabFile(Map.of(), List.of());

  public LabFile {
    Map<Operation, Double> copy = new EnumMap<>(Operation.class);
    copy.putAll(faults);
    faults = Collections.unmodifiableMap(copy);
    outages = List.copyOf(outages);
  }

  /** What a lab does, and may fail to do. */
  public enum Operation {
    POWER,
    PHONE,
    CAPTURE,
    GATEWAY,
    CLOCK
  }

  /**
   * A time in which servers do not answer.
   *
   * @param hosts which
   * @param from when it begins, after the lab's start; null for a time that the seed decides
   * @param every how often it comes again; null if once
   * @param least how long it lasts at least
   * @param most how long it lasts at most
   */
  public record Outage(
      List<DestinationPattern> hosts,
      @Nullable Duration from,
      @Nullable Duration every,
      Duration least,
      Duration most) {
    public Outage {
      hosts = List.copyOf(hosts);
    }
  }
}
