// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.lab.LabException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was found wrong with one file so far. */
final class Faults {
  private final Map<String, LabException> found = new LinkedHashMap<>();

  void add(LabException fault) {
    found.putIfAbsent(String.valueOf(fault.getMessage()), fault);
  }

  /**
   * @throws LabException the one fault, or one that tells of all, a line each
   */
  void throwAll() {
    if (found.size() == 1) {
      throw found.values().iterator().next();
    }
    if (!found.isEmpty()) {
      LabException all = new LabException(String.join("\n", found.keySet()));
      found.values().forEach(all::addSuppressed);
      throw all;
    }
  }
}
