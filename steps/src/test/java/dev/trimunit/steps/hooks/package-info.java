// SPDX-License-Identifier: Apache-2.0
/** A tester's hooks, of every kind. */
@NullMarked
package dev.trimunit.steps.hooks;

import org.jspecify.annotations.NullMarked;
