// SPDX-License-Identifier: Apache-2.0
/**
 * Verdicts from a journal alone, without a lab.
 */
@NullMarked
package dev.trimunit.engine.replay;

import org.jspecify.annotations.NullMarked;
