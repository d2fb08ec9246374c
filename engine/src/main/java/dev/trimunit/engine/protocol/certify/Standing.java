// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

/** What is believed about one destination and usage. */
public enum Standing {
  /** Not decided. */
  OPEN,
  /** Blockable. */
  FINE,
  /** Blocked alone, the usage fails. */
  REQUIRED,
  /** Blocked, the usage fails now and then. */
  INTERMITTENT,
  /** Blockable alone, but not with the whole blocklist. */
  ALTERNATIVE
}
