// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

/** Cuts and restores a device's supply; both are idempotent. */
public interface PowerControl {
  /**
   * @throws LabFault if the supply could not be cut, or nobody can tell
   */
  void off();

  /**
   * @throws LabFault if the supply could not be restored, or nobody can tell
   */
  void on();
}
