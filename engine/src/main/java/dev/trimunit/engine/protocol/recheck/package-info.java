// SPDX-License-Identifier: Apache-2.0
/**
 * The planner of the protocol {@code recheck}, the nightly gate: destinations and usages are
 * numbers here. Its formulas are in {@code docs/recheck.md}.
 */
@NullMarked
package dev.trimunit.engine.protocol.recheck;

import org.jspecify.annotations.NullMarked;
