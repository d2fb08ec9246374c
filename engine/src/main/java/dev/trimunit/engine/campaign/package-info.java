// SPDX-License-Identifier: Apache-2.0
/**
 * All trials of one device in one run: calibration, settling, claims, and what is done when the lab
 * cannot tell.
 */
@NullMarked
package dev.trimunit.engine.campaign;

import org.jspecify.annotations.NullMarked;
