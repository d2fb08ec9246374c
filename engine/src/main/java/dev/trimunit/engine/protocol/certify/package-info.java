// SPDX-License-Identifier: Apache-2.0
/**
 * The planner CERTIFY: which set to block next, and what follows.
 *
 * <p>Blocking is monotone: what fails with a few destinations blocked fails with more, what works
 * with many works with fewer. So the telling trials are small sets that fail and large sets that
 * pass. The outcome is two certificates: every destination that is kept failed alone, and the whole
 * blocklist passed together; what fits neither is an alternative.
 *
 * <p>Pure and without names: destinations and usages are numbers, the lab is a function.
 */
@NullMarked
package dev.trimunit.engine.protocol.certify;

import org.jspecify.annotations.NullMarked;
