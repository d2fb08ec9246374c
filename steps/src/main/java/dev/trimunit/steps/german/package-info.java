// SPDX-License-Identifier: Apache-2.0
/** The steps in German: each says what it is called there, and does what its English sister does. */
@NullMarked
package dev.trimunit.steps.german;

import org.jspecify.annotations.NullMarked;
