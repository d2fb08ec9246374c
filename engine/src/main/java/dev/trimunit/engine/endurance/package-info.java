// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a list that was verified as a whole works for days, and what of it fails later; how wrong
 * a clock may be.
 */
@NullMarked
package dev.trimunit.engine.endurance;

import org.jspecify.annotations.NullMarked;
