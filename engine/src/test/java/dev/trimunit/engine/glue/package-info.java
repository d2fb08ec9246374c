// SPDX-License-Identifier: Apache-2.0
/** Steps of the engine's own tests. */
@NullMarked
package dev.trimunit.engine.glue;

import org.jspecify.annotations.NullMarked;
