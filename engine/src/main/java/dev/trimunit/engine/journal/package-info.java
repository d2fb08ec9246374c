// SPDX-License-Identifier: Apache-2.0
/**
 * Trials on disk, each before it counts: a run that was killed goes on from there, and anybody can
 * recompute its verdicts.
 */
@NullMarked
package dev.trimunit.engine.journal;

import org.jspecify.annotations.NullMarked;
