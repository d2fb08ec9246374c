// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A thing the device does for its owner, as a recipe on the companion app with its own check.
 *
 * @param name the scenario's name, for example {@code switching on}
 * @param vantages from where it can be used; never empty
 */
public record Functionality(String name, Set<Vantage> vantages) {
  public Functionality {
    if (name.isBlank() || vantages.isEmpty()) {
      throw new IllegalArgumentException(
          "A functionality has a name and at least one vantage: '" + name + "'");
    }
    vantages = java.util.Collections.unmodifiableSet(new TreeSet<>(vantages));
  }

  /** This functionality from each of its vantages, LAN first. */
  public List<Usage> usages() {
    return vantages.stream().map(vantage -> new Usage(name, vantage)).toList();
  }
}
