// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.simulated.Wire.TimedFrame;
import dev.trimunit.engine.model.Observation;
import java.util.List;

/** Reads frames back as anyone would who does not know the model. */
@FunctionalInterface
interface FrameReader {
  List<Observation> read(List<TimedFrame> frames);
}
