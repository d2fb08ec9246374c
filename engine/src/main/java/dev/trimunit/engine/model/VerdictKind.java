// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** What is concluded about a destination for one functionality and vantage. */
public enum VerdictKind {
  /** Blocked, the functionality still works. */
  BLOCKABLE,
  /** Blocked, the functionality fails. */
  REQUIRED,
  /** Blockable alone, but not together with the named others. */
  ALTERNATIVE,
  /** Blocked, the functionality works at first, and fails after days. */
  DELAYED,
  /** The trials that were possible do not settle it. */
  INCONCLUSIVE
}
