// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.IpAddress;
import java.util.Collection;
import java.util.Map;

/**
 * Knows whose networks addresses belong to; found by {@link java.util.ServiceLoader}. It is asked
 * when a run is over, and only if the property {@code trimunit.owners} names it.
 */
public interface AddressRegistry {
  /** The value of the property, for example {@code rdap}. */
  String key();

  /**
   * The names of those owners that are known, on one line each, without control characters. They
   * come from the network: whoever shows them escapes them. It takes about a minute at most,
   * whatever the network does.
   *
   * @param settings the properties of the run
   */
  Map<IpAddress, String> owners(Collection<IpAddress> addresses, Map<String, String> settings);
}
