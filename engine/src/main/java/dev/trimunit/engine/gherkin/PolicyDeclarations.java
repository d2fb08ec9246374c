// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Policy;

/**
 * Where steps declare blocks of which the gateway lets some pass, or which it answers itself;
 * injected into step classes, which hold block steps only as those that take {@link
 * BlockDeclarations} do. Only a lab of virtual time runs them.
 */
@FunctionalInterface
public interface PolicyDeclarations {
  /** Declares a block, and what the gateway does beside refusing. */
  void block(DestinationPattern pattern, Policy policy);
}
