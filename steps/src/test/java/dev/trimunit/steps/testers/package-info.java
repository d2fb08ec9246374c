// SPDX-License-Identifier: Apache-2.0
/** Steps, hooks and a parameter type as a tester writes them. */
@NullMarked
package dev.trimunit.steps.testers;

import org.jspecify.annotations.NullMarked;
