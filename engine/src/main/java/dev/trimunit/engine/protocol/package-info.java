// SPDX-License-Identifier: Apache-2.0
/**
 * Which trial comes next, and what follows from all of them. Decision code is pure: a
 * {@link dev.trimunit.engine.protocol.Protocol} asks an oracle function and settles verdicts; it knows neither lab nor
 * Gherkin.
 */
@NullMarked
package dev.trimunit.engine.protocol;

import org.jspecify.annotations.NullMarked;
