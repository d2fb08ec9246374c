// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import java.util.List;

/**
 * How a device compares with what was reviewed of it.
 *
 * @param reviewed whether there is a reviewed file that the run was compared with
 * @param firmware the firmware that was reviewed; empty if not known
 * @param changes what is not as accepted, a sentence each
 */
public record Acceptance(boolean reviewed, String firmware, List<String> changes) {
  /** Of a device that nobody reviewed. */
  public static final Acceptance NONE = new Acceptance(false, "", List.of());

  public Acceptance {
    changes = List.copyOf(changes);
  }
}
