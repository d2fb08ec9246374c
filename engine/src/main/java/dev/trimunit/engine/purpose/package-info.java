// SPDX-License-Identifier: Apache-2.0
/** What a destination is for, as far as weak signs tell, and what of a device is used seldom. */
@NullMarked
package dev.trimunit.engine.purpose;

import org.jspecify.annotations.NullMarked;
