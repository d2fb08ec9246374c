// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** What one trial says about one functionality. */
public enum Outcome {
  /** The functionality's own check passed. */
  PASSED,
  /** The functionality's own check failed. */
  FAILED,
  /** The lab could not tell; never counted, never a verdict. */
  VOID
}
