// SPDX-License-Identifier: Apache-2.0
/** Fixtures that tests of all modules share: a lab that is a table. */
@NullMarked
package dev.trimunit.engine.testing;

import org.jspecify.annotations.NullMarked;
