// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** Whether the block of a destination in a trial was met by the device and held. */
public enum Evidence {
  /** The device tried and was refused. */
  HELD,
  /**
   * The device was refused, and perhaps not only there: an address also stands for something else
   * that it uses. That a functionality works is evidence, that it fails is none.
   */
  COLLATERAL,
  /** The device never tried. */
  NOT_EXERCISED,
  /** Packets got through: the trial proves nothing about this destination. */
  LEAKED
}
