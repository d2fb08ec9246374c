// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import java.util.Locale;

/** How real a lab is. Every result says it. */
public enum LabKind {
  /** Modelled devices in virtual time. */
  SIMULATED,
  /** Modelled devices as processes with real sockets and real packets. */
  EMULATED,
  /** Real devices. */
  PHYSICAL;

  /** The word that reports use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
