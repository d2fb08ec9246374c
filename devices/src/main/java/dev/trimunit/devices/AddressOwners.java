// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.engine.model.IpAddress;
import java.util.Optional;

/** Whose network an address belongs to. */
@FunctionalInterface
interface AddressOwners {
  /** Nobody is asked. */
  AddressOwners UNASKED = address -> Optional.empty();

  /**
   * The owner's name as the registry has it, without control characters, at most 200 characters;
   * empty if it is not known. Never throws, and never waits for long.
   */
  Optional<String> of(IpAddress address);
}
