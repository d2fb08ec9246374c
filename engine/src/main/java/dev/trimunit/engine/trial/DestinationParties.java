// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;

/** Tells who runs a destination of a device. */
@FunctionalInterface
public interface DestinationParties {
  Party of(Destination destination);
}
