// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Vantage;
import java.util.Set;

/** Makes labs of one key; found by {@link java.util.ServiceLoader}. */
public interface LabProvider {
  /** The value of {@code trimunit.lab} that chooses it. */
  String key();

  /**
   * Opens the lab, once per run; says what is missing before anything is touched, and removes what
   * a crashed run left behind.
   *
   * @throws LabException if something is missing
   */
  Lab open(LabSettings settings);

  /** What {@link LabClock#isVirtual} will say, without touching the lab. */
  default boolean isVirtual() {
    return false;
  }

  /** What {@link LabClock#passesDays} will say of a device, without touching the lab. */
  default boolean passesDays(LabSettings settings, String deviceId) {
    return isVirtual();
  }

  /** What {@link Gateway#hasPolicies} will say, without touching the lab. */
  default boolean hasPolicies() {
    return isVirtual();
  }

  /**
   * What {@link Bench#shared} of a device will say, without touching the lab: for the plan of a
   * run.
   */
  default Set<String> shared(LabSettings settings, String deviceId, Vantage vantage) {
    return Set.of();
  }

  /** What {@link Bench#capacity} will say, without touching the lab. */
  default int capacity(LabSettings settings, String shared) {
    return 1;
  }

  /** What {@link Bench#vantagesTogether} will say, without touching the lab. */
  default boolean vantagesTogether(LabSettings settings, String deviceId) {
    return false;
  }
}
