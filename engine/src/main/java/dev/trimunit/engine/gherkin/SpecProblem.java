// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.SourceLocation;

/**
 * What is wrong with a spec.
 *
 * @param location where
 * @param message what was found and what to do, in sentences
 */
public record SpecProblem(SourceLocation location, String message) {
  @Override
  public String toString() {
    return location + ": " + message;
  }
}
