// SPDX-License-Identifier: Apache-2.0
/** How one trial runs: what is asked, in which physical order it happens, what came of it. */
@NullMarked
package dev.trimunit.engine.trial;

import org.jspecify.annotations.NullMarked;
