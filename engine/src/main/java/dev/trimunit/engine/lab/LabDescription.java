// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What reports say about a lab.
 *
 * @param key the value of {@code trimunit.lab} that chose it
 * @param kind how real it is
 * @param facts what else a reader needs to reproduce a result: seed, time scale, versions, host
 */
public record LabDescription(String key, LabKind kind, Map<String, String> facts) {
  public LabDescription {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }
}
