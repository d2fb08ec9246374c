// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/**
 * Where a node is in the run.
 *
 * @param run the run
 * @param openFeature the feature file that runs, or null above it
 */
record TrimUnitContext(Run run, @Nullable FeatureRun openFeature)
    implements EngineExecutionContext {

  TrimUnitContext(Run run) {
    this(run, null);
  }

  TrimUnitContext in(FeatureRun feature) {
    return new TrimUnitContext(run, feature);
  }

  FeatureRun feature() {
    return Objects.requireNonNull(openFeature, "only nodes of a feature file ask");
  }
}
