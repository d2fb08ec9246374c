// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

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
}
