// SPDX-License-Identifier: Apache-2.0
/** Given, When and Then of the spec language, with their parameter types. */
@NullMarked
package dev.trimunit.steps;

import org.jspecify.annotations.NullMarked;
