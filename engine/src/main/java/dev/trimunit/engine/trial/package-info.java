// SPDX-License-Identifier: Apache-2.0
/**
 * Trials: how one runs, which comes next, what follows from them.
 *
 * <p>Decision code is pure: a {@link dev.trimunit.engine.trial.Protocol} asks an oracle function and settles
 * verdicts; it knows neither lab nor Gherkin.
 */
@NullMarked
package dev.trimunit.engine.trial;

import org.jspecify.annotations.NullMarked;
