// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** Whether the block of a destination in a trial was met by the device and held. */
public enum Evidence {
  /** The device tried and was refused. */
  HELD,
  /** The device never tried. */
  NOT_EXERCISED,
  /** Packets got through: the trial proves nothing about this destination. */
  LEAKED
}
