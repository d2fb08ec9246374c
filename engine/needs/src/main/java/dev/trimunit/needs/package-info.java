// SPDX-License-Identifier: Apache-2.0
/** What our own tests need of the machine that they run on, and what happens where it is missing. */
@NullMarked
package dev.trimunit.needs;

import org.jspecify.annotations.NullMarked;
