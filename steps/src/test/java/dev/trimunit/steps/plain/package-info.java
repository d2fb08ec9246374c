// SPDX-License-Identifier: Apache-2.0
/** Steps that have nothing to do with specs of devices. */
@NullMarked
package dev.trimunit.steps.plain;

import org.jspecify.annotations.NullMarked;
