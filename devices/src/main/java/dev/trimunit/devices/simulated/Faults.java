// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.engine.lab.LabFault;

/**
 * Lets operations of the lab fail as often as its file says, so that what handles it can be tested.
 */
final class Faults {
  private final World world;
  private final LabFile file;

  Faults(World world, LabFile file) {
    this.world = world;
    this.file = file;
  }

  boolean happens(Operation operation) {
    double rate = file.faults().getOrDefault(operation, 0.0);
    return rate > 0 && world.faultDice().chance(rate);
  }

  void maybe(Operation operation, String sentence) {
    if (happens(operation)) {
      throw new LabFault(sentence + " (a fault that the lab file asks for)");
    }
  }
}
