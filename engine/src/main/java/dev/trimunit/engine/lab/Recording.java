// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

/** A capture under way. */
public interface Recording extends AutoCloseable {
  /**
   * Ends the recording and reads it.
   *
   * @throws LabFault if the capture cannot be read
   */
  Traffic stop();

  /** Ends the recording if {@link #stop} did not, and drops what it recorded. */
  @Override
  void close();
}
