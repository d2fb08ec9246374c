// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

/** Records the device's traffic. */
public interface Capture {
  /**
   * Starts a recording; at most one at a time.
   *
   * @param name a file name without ending, unique within the device's campaign, for example {@code
   *     trial-7}
   * @throws LabFault if it could not be started
   */
  Recording start(String name);
}
