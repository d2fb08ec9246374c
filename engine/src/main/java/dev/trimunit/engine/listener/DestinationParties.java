// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.listener;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.purpose.Purposes;
import java.util.Optional;

/** Tells who runs a destination of a device, and to whom it belongs. */
@FunctionalInterface
public interface DestinationParties {
  Party of(Destination destination);

  /** To whom it belongs. */
  default Owner owner(Destination destination) {
    return Owner.unknown(destination);
  }

  /** What it is for, if somebody says so. */
  default Optional<Purpose> purpose(Destination destination) {
    return Optional.empty();
  }

  /** What a bench says. */
  static DestinationParties of(Bench bench) {
    return new DestinationParties() {
      @Override
      public Party of(Destination destination) {
        return bench.party(destination);
      }

      @Override
      public Owner owner(Destination destination) {
        return bench.owner(destination);
      }

      @Override
      public Optional<Purpose> purpose(Destination destination) {
        return Purposes.told(bench.purposes(), destination);
      }
    };
  }
}
