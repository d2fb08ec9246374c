// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** What JUnit is told about a case. */
public enum CaseStatus {
  SUCCESSFUL,
  /** A finding that is no failure; reports call it skipped. */
  ABORTED,
  FAILED
}
